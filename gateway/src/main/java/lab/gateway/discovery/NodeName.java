package lab.gateway.discovery;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name by which people know a node, derived from the name that DNS has for its address.
 * Docker's is {@code <project>-<service>-<number>.<network>}: {@code lab-hello-world-1.lab_default}
 * becomes {@code hello-world-1}.
 */
final class NodeName {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?");

  private NodeName() {}

  /**
   * The first label of an address's name, from the service's name on; empty if that is not in it.
   */
  static Optional<String> of(String addressName, String host) {
    String service = firstLabel(host);
    String label = firstLabel(addressName);
    int start = label.lastIndexOf(service); // the project may have the same name
    if (start < 0) {
      return Optional.empty();
    }
    boolean wholeWord = start == 0 || "-_".indexOf(label.charAt(start - 1)) >= 0;
    return wholeWord && LABEL.matcher(label).matches()
        ? Optional.of(label.substring(start))
        : Optional.empty();
  }

  private static String firstLabel(String name) {
    int dot = name.indexOf('.');
    return (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
  }
}
