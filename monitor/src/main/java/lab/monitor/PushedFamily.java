package lab.monitor;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A metric that was pushed.
 *
 * @param name as in the text format: a counter's ends in {@code _total}
 * @param type {@code counter}, {@code gauge} or {@code histogram}
 * @param help with its escapes
 * @param lines the lines of its samples, by name and sorted labels
 */
record PushedFamily(String name, String type, String help, Map<String, String> lines) {
  /** Its samples and another job's; if both have the same series, one of them. */
  PushedFamily and(PushedFamily other) {
    var both = new LinkedHashMap<>(lines);
    both.putAll(other.lines);
    return new PushedFamily(name, type, help, both);
  }

  /** In OpenMetrics a counter's family is named without {@code _total}. */
  void write(StringBuilder out, boolean openMetrics) {
    String family =
        openMetrics && type.equals("counter") ? name.substring(0, name.lastIndexOf('_')) : name;
    if (!help.isEmpty()) {
      out.append("# HELP ").append(family).append(' ').append(help).append('\n');
    }
    out.append("# TYPE ").append(family).append(' ').append(type).append('\n');
    lines.values().forEach(line -> out.append(line).append('\n'));
  }
}
