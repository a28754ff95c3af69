package lab.runner.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.home.PortHolder;
import lab.servers.process.Ports;

/**
 * A port that stays the same at each start, so that people can rely on it.
 *
 * @param option the option that chooses another port
 * @param variable the environment variable that does so too
 */
record FixedPort(int port, String option, String variable) {
  /**
   * Checks that all ports can be listened on.
   *
   * @throws Failure naming the first that cannot, the process that holds it, and the option
   */
  static void check(List<FixedPort> ports) {
    Map<Integer, FixedPort> seen = new HashMap<>();
    for (FixedPort one : ports) {
      FixedPort other = seen.put(one.port, one);
      if (other != null) {
        throw new Failure(
            "%s and %s are both %d; they must differ."
                .formatted(other.option, one.option, one.port));
      }
    }
    ports.forEach(FixedPort::check);
  }

  private void check() {
    if (port < 1 || port > 65_535) {
      throw new Failure("%s is %d; it must be from 1 to 65535.".formatted(option, port));
    }
    if (!Ports.isFreeOnLocalhost(port)) {
      throw new Failure(
          "Port %d is taken%s. Choose another with %s or %s."
              .formatted(
                  port,
                  PortHolder.of(port).map(holder -> " by " + holder).orElse(""),
                  option,
                  variable));
    }
  }
}
