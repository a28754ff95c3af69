package lab.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a page such as {@code docs/metrics.md}, by heading. */
final class MetricsPage {
  private final Map<String, Map<String, Metric>> sections = new LinkedHashMap<>();

  /**
   * A line of a table.
   *
   * @param tags except those that all metrics of its section have
   */
  record Metric(String type, Set<String> tags, String meaning) {
    /** Whether the page says that only containers have it. */
    boolean isOfContainersOnly() {
      return meaning.startsWith("containers only");
    }
  }

  private MetricsPage() {}

  /**
   * @param file relative to the project's folder
   */
  static MetricsPage read(String file) throws IOException {
    var page = new MetricsPage();
    String heading = "";
    for (String line : Files.readAllLines(Path.of("..", file))) {
      if (line.startsWith("#")) {
        heading = line.replaceFirst("^#+ ", "");
      } else if (line.startsWith("| `")) {
        page.add(heading, line);
      }
    }
    return page;
  }

  private void add(String heading, String line) {
    String[] cells = line.split("\\s*\\|\\s*", -1);
    if (cells.length != 7) { // the table of recorded series has another format
      return;
    }
    var tags =
        Stream.of(cells[4].split(", ", -1))
            .filter(tag -> !tag.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    sections
        .computeIfAbsent(heading, _ -> new TreeMap<>())
        .put(cells[1].replace("`", ""), new Metric(cells[2], tags, cells[5]));
  }

  /** All metrics of the page. */
  Map<String, Metric> all() {
    var metrics = new TreeMap<String, Metric>();
    sections.values().forEach(metrics::putAll);
    return metrics;
  }

  /** The metrics of the sections whose headings begin so. */
  Map<String, Metric> of(String... headings) {
    var metrics = new TreeMap<String, Metric>();
    for (String heading : headings) {
      sections.entrySet().stream()
          .filter(section -> section.getKey().startsWith(heading))
          .forEach(section -> metrics.putAll(section.getValue()));
    }
    if (metrics.isEmpty()) {
      throw new AssertionError("No table under " + List.of(headings));
    }
    return metrics;
  }
}
