package lab.monitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses Prometheus' text format (version 0.0.4) as a load generator writes it: counters, gauges
 * and histograms of {@code lab_load_}, each family once and after its TYPE, no series twice, no
 * timestamps. Stricter than Prometheus, so that nothing accepted here can break a scrape.
 */
final class PushedText {
  private static final String PREFIX = "lab_load_";
  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*+)(?: (.*))?");
  private static final String LABEL =
      "([a-zA-Z_][a-zA-Z0-9_]*+)=\"([^\"\\\\]*+(?:\\\\[\\\\\"n][^\"\\\\]*+)*+)\"";
  private static final Pattern ONE_LABEL = Pattern.compile("\\G" + LABEL + "(?:,|$)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?|NaN|[+-]?Inf");
  private static final List<String> HISTOGRAM = List.of("_bucket", "_sum", "_count");
  private static final int LONGEST_LINE = 4096;

  private final Map<String, String> help = new HashMap<>();
  private final Map<String, PushedFamily> families = new LinkedHashMap<>();
  private int line;

  /**
   * The metrics in the text.
   *
   * @throws IllegalArgumentException naming the line and what is wrong with it
   */
  List<PushedFamily> read(String text) {
    for (String content : text.split("\n", -1)) {
      line++;
      if (content.length() > LONGEST_LINE) {
        throw wrong("longer than %d characters".formatted(LONGEST_LINE));
      }
      if (content.chars().anyMatch(Character::isISOControl)) {
        throw wrong("a control character");
      }
      if (content.startsWith("#")) {
        comment(content);
      } else if (!content.isBlank()) {
        sample(content);
      }
    }
    return new ArrayList<>(families.values());
  }

  private void comment(String content) {
    Matcher comment = COMMENT.matcher(content);
    if (!comment.matches()) {
      return; // any other comment
    }
    String name = comment.group(2);
    String rest = comment.group(3) == null ? "" : comment.group(3);
    if (!name.startsWith(PREFIX)) {
      throw wrong("only metrics of %s are taken, not %s".formatted(PREFIX, name));
    }
    if (comment.group(1).equals("HELP")) {
      help.put(name, rest);
      return;
    }
    if (!List.of("counter", "gauge", "histogram").contains(rest)) {
      throw wrong("the type is counter, gauge or histogram, not " + rest);
    }
    if (rest.equals("counter") != name.endsWith("_total")) {
      throw wrong("a counter's name ends in _total, and no other's");
    }
    var family = new PushedFamily(name, rest, help.getOrDefault(name, ""), new LinkedHashMap<>());
    if (families.putIfAbsent(name, family) != null) {
      throw wrong(name + " is there twice");
    }
  }

  private void sample(String content) {
    Matcher sample = SAMPLE.matcher(content);
    if (!sample.matches()) {
      throw wrong("not 'name{labels} value'");
    }
    if (!NUMBER.matcher(sample.group(3)).matches()) {
      throw wrong("not a number: " + sample.group(3));
    }
    String name = sample.group(1);
    var labels = labels(sample.group(2) == null ? "" : sample.group(2));
    if (family(name, labels).lines().putIfAbsent(name + labels, content) != null) {
      throw wrong("the series is there twice");
    }
  }

  private PushedFamily family(String name, Map<String, String> labels) {
    PushedFamily family = families.get(name);
    if (family != null && !family.type().equals("histogram")) {
      return family;
    }
    for (String suffix : HISTOGRAM) {
      PushedFamily histogram =
          name.endsWith(suffix)
              ? families.get(name.substring(0, name.length() - suffix.length()))
              : null;
      if (histogram != null && histogram.type().equals("histogram")) {
        if (suffix.equals("_bucket") != labels.containsKey("le")) {
          throw wrong("a histogram's buckets have the label le, and nothing else has");
        }
        return histogram;
      }
    }
    throw wrong("no TYPE line before " + name);
  }

  private Map<String, String> labels(String text) {
    var labels = new TreeMap<String, String>();
    Matcher label = ONE_LABEL.matcher(text);
    int end = 0;
    while (label.find()) {
      end = label.end();
      if (label.group(1).startsWith("__") || labels.put(label.group(1), label.group(2)) != null) {
        throw wrong("the label %s is reserved or there twice".formatted(label.group(1)));
      }
    }
    if (end != text.length()) {
      throw wrong("labels are name=\"value\", with commas between: " + text);
    }
    return labels;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("Line %d: %s.".formatted(line, what));
  }
}
