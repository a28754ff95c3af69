package lab.endtoend;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Metrics in Prometheus' text format: their types, and the labels of their series. */
final class Exposition {
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Set<String> PARTS = Set.of("histogram", "summary");

  private final Map<String, String> types = new TreeMap<>();
  private final Map<String, Set<String>> labels = new TreeMap<>();

  /** Adds the metrics of another scrape. */
  void add(String text) {
    text.lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ", -1))
        .forEach(words -> types.put(words[2], words[3]));
    text.lines().filter(line -> !line.startsWith("#")).forEach(this::sample);
  }

  private void sample(String line) {
    var sample = SAMPLE.matcher(line);
    if (sample.matches()) {
      var of = labels.computeIfAbsent(family(sample.group(1)), _ -> new TreeSet<>());
      LABEL
          .matcher(Optional.ofNullable(sample.group(2)).orElse(""))
          .results()
          .forEach(label -> of.add(label.group(1)));
    }
  }

  private String family(String series) {
    String whole = series.replaceFirst("_(bucket|count|sum)$", "");
    return PARTS.contains(types.getOrDefault(whole, "")) ? whole : series;
  }

  /**
   * The names of the metrics that have series. Micrometer's {@code _max} series beside a timer
   * belongs to the timer.
   */
  Set<String> names() {
    var names = new TreeSet<>(labels.keySet());
    names.removeIf(name ->
        name.endsWith("_max")
            && PARTS.contains(types.getOrDefault(name.replaceFirst("_max$", ""), "")));
    return names;
  }

  String type(String name) {
    return types.getOrDefault(name, "untyped");
  }

  /** The labels of a metric, except these. */
  Set<String> labels(String name, Set<String> without) {
    var left = new TreeSet<>(labels.getOrDefault(name, Set.of()));
    left.removeAll(without);
    return left;
  }
}
