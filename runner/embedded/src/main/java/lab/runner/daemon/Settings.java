package lab.runner.daemon;

import java.util.List;
import java.util.Map;

/**
 * The arguments of {@code up}.
 *
 * @param topology by name
 * @param services by name; if empty, those that start by default
 * @param scale overrides numbers of instances, by kind
 * @param gatewayPort where the lab is reached
 * @param consolePort where the runner answers
 * @param prometheusPort where Prometheus answers, if there is one
 * @param traces whether the services record traces
 * @param attached whether to end when standard input ends, that is, with the command that started
 *     it
 */
public record Settings(
    String topology,
    List<String> services,
    Map<String, Integer> scale,
    int gatewayPort,
    int consolePort,
    int prometheusPort,
    boolean traces,
    boolean attached) {}
