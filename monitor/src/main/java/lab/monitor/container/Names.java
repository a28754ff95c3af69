package lab.monitor.container;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How containers and nodes are named. A service whose name ends in a number is one node of that
 * name; of any other service, each container is a node: {@code hello-world-2} is the second of
 * {@code hello-world}. Docker's name for an address is {@code
 * <project>-<service>-<number>.<network>}.
 */
final class Names {
  private static final Pattern NUMBERED = Pattern.compile("(.+)-(\\d{1,4})");

  private Names() {}

  /** Whether the service is one node. */
  static boolean isNode(String service) {
    return NUMBERED.matcher(service).matches();
  }

  /** {@code redis} of {@code redis-3}. */
  static String kind(String node) {
    var numbered = NUMBERED.matcher(node);
    return numbered.matches() ? numbered.group(1) : node;
  }

  /** 3 of {@code redis-3}. */
  static int number(String node) {
    var numbered = NUMBERED.matcher(node);
    if (!numbered.matches()) {
      throw new IllegalArgumentException("A node's name ends in -NUMBER, not as in " + node);
    }
    return Integer.parseInt(numbered.group(2));
  }

  /**
   * The node of such a service, by the name of its address; empty if it belongs to another service.
   */
  static Optional<String> node(String service, String addressName) {
    String container = addressName.replaceFirst("\\..*", "");
    var numbered = NUMBERED.matcher(container);
    return numbered.matches() && ("-" + numbered.group(1)).endsWith("-" + service)
        ? Optional.of(service + "-" + numbered.group(2))
        : Optional.empty();
  }
}
