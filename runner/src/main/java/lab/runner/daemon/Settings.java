package lab.runner.daemon;

import java.util.List;
import java.util.Map;

/**
 * What {@code up} was asked for.
 *
 * @param topology its name
 * @param services by name; none: those that start by default
 * @param scale other counts of services, by kind
 * @param gatewayPort where the lab is reached
 * @param consolePort where the runner answers
 * @param prometheusPort where Prometheus answers, if there is one
 * @param traces whether the services trace
 * @param attached whether to end when standard input does, that is, with the command that started
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
