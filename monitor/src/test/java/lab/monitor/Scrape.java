package lab.monitor;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A parsed scrape: values by series, and the types of the metrics. */
record Scrape(Map<String, Double> values, Map<String, String> types) {
  private static final Pattern SAMPLE = Pattern.compile("([a-z_:]+)(\\{.*})? (\\S+)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");

  static Scrape of(Monitor monitor) {
    return of(monitor.scrape());
  }

  static Scrape of(String text) {
    var values = new TreeMap<String, Double>();
    var types = new TreeMap<String, String>();
    for (String line : text.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        types.put(type.group(1), type.group(2));
      } else if (sample.matches()) {
        String series = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
        if (values.put(series, Double.parseDouble(sample.group(3))) != null) {
          throw new AssertionError("Twice: " + line);
        }
      } else if (!line.startsWith("# HELP")) {
        throw new AssertionError("Not of Prometheus's text format: " + line);
      }
    }
    return new Scrape(values, types);
  }

  /** {@code value("lab_node_up", "postgres-1")}: of the series with that label {@code node}. */
  Optional<Double> value(String metric, String node) {
    return values.entrySet().stream()
        .filter(series -> series.getKey().startsWith(metric + "{"))
        .filter(series -> series.getKey().contains("node=\"" + node + "\""))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The names of the metrics reported of a node. */
  Set<String> toldOf(String node) {
    return values.keySet().stream()
        .filter(series -> series.contains("node=\"" + node + "\""))
        .map(series -> series.replaceFirst("\\{.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The labels, by metric name. */
  Map<String, Set<String>> labels() {
    var labels = new TreeMap<String, Set<String>>();
    for (String series : values.keySet()) {
      var names = LABEL.matcher(series).results().map(m -> m.group(1));
      labels
          .computeIfAbsent(series.replaceFirst("\\{.*", ""), _ -> new TreeSet<>())
          .addAll(names.toList());
    }
    return labels;
  }
}
