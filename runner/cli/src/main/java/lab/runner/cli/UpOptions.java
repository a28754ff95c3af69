package lab.runner.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runner.daemon.Settings;
import lab.runner.topology.Topology;
import lab.servers.process.Ports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that brings the lab up. */
final class UpOptions {
  private static final int PROMETHEUS_PORT = 9090;

  @Option(
      names = "--topology",
      paramLabel = "NAME",
      description = "One of topologies/*.yml; the default is " + Topology.DEFAULT + ".")
  @Nullable String topology;

  /** The chosen services by name; if empty, those that start by default. */
  List<String> services = List.of();

  @Option(
      names = "--scale",
      paramLabel = "KIND=COUNT",
      description = "Another count of a service than the topology's, for example hello-world=3.")
  Map<String, Integer> scale = new LinkedHashMap<>();

  @Option(
      names = "--port",
      defaultValue = "${env:LAB_PORT:-8080}",
      description = "Where the gateway listens (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--console-port",
      defaultValue = "${env:LAB_CONSOLE_PORT:-8090}",
      description = "Where the runner listens (default: ${DEFAULT-VALUE}).")
  int consolePort;

  @Option(
      names = "--prometheus-port",
      defaultValue = "${env:LAB_PROMETHEUS_PORT}",
      description =
          "Where Prometheus listens, if it is on PATH (default: 9090, or any if that is taken).")
  private @Nullable Integer prometheusPort;

  @Option(
      names = "--traces",
      description = "Trace requests: ./lab trace URL then shows where one's time went.")
  boolean traces;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /** The gateway's port, if the user has chosen one. */
  Optional<Integer> chosenPort() {
    boolean named =
        command != null && command.commandLine().getParseResult().hasMatchedOption("--port");
    return named || System.getenv("LAB_PORT") != null ? Optional.of(port) : Optional.empty();
  }

  /**
   * Prometheus' port. If the default one is taken, perhaps by the system's own Prometheus, it is
   * any other.
   */
  int prometheusPort() {
    if (prometheusPort != null) {
      return prometheusPort;
    }
    return Ports.isFreeOnLocalhost(PROMETHEUS_PORT) ? PROMETHEUS_PORT : Ports.free(1).getFirst();
  }

  /**
   * What the runner is to bring up.
   *
   * @param otherwise the topology, unless the user names another
   */
  Settings settings(String otherwise, boolean attached) {
    return new Settings(
        topology == null ? otherwise : topology,
        services,
        scale,
        port,
        consolePort,
        prometheusPort(),
        traces,
        attached);
  }
}
