package lab.runner.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Draws a trace as lines for a terminal: node, operation, start, duration, bar. Bars are to the
 * scale of the request itself; what continues after its response (such as events on their way) ends
 * in {@code ›}.
 */
public final class Waterfall {
  private static final int BAR = 30;
  private static final int MOST_DEPTH = 100;
  private static final Comparator<TraceSpan> BY_START =
      Comparator.comparingLong(TraceSpan::startNanos);

  private record Row(String node, String what, TraceSpan span) {}

  private final List<Row> rows = new ArrayList<>();
  private final List<TraceSpan> spans;

  private Waterfall(List<TraceSpan> spans) {
    this.spans = spans.stream().sorted(BY_START).toList();
  }

  /** The drawing, which ends in a line break; empty if there are no spans. */
  public static String of(List<TraceSpan> spans) {
    return spans.isEmpty() ? "" : new Waterfall(spans).draw();
  }

  private String draw() {
    Set<String> ids = new HashSet<>();
    spans.forEach(span -> ids.add(span.spanId()));
    List<TraceSpan> roots = spans.stream().filter(s -> !ids.contains(s.parentId())).toList();
    roots.forEach(root -> add(root, 0));
    TraceSpan request = roots.getFirst();
    int who = rows.stream().mapToInt(row -> row.node.length()).max().orElse(0);
    int what = rows.stream().mapToInt(row -> row.what.length()).max().orElse(0);
    var text = new StringBuilder();
    for (Row row : rows) {
      long offset = row.span.startNanos() - request.startNanos();
      String line =
          ("%-" + who + "s  %-" + what + "s  %9s %9s  %s  %s")
              .formatted(
                  row.node,
                  row.what,
                  "+" + millis(offset),
                  millis(row.span.durationNanos()),
                  bar(row.span, request),
                  remarks(row.span));
      text.append(line.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private void add(TraceSpan span, int depth) {
    rows.add(new Row(span.node(), "  ".repeat(depth) + span.name(), span));
    if (depth < MOST_DEPTH) {
      spans.stream()
          .filter(child -> child.parentId().equals(span.spanId()))
          .forEach(child -> add(child, depth + 1));
    }
  }

  private static String bar(TraceSpan span, TraceSpan request) {
    double scale = (double) BAR / Math.max(1, request.durationNanos());
    double from = (span.startNanos() - request.startNanos()) * scale;
    double to = (span.endNanos() - request.startNanos()) * scale;
    int begin = Math.clamp(Math.round(Math.floor(from)), 0, BAR);
    int end = Math.clamp(Math.round(Math.ceil(to)), Math.min(begin + 1, BAR), BAR);
    boolean after = span.endNanos() - request.endNanos() > request.durationNanos() / BAR;
    return " ".repeat(begin)
        + "█".repeat(end - begin)
        + " ".repeat(BAR - end)
        + (after ? "›" : " ");
  }

  private static String remarks(TraceSpan span) {
    var remarks = new ArrayList<String>();
    Map<String, String> about = span.attributes();
    if (about.containsKey("http.response.status_code")) {
      remarks.add(about.get("http.response.status_code"));
    }
    String tier = about.get("lab.cache.tier");
    if (tier != null) {
      String hit = about.getOrDefault("lab.cache.hit", "");
      remarks.add(
          switch (hit) {
            case "true" -> "cache hit (" + tier + ")";
            case "false" -> "cache miss (" + tier + ")";
            default -> "answered by " + tier;
          });
    }
    if (!span.error().isEmpty()) {
      remarks.add("FAILED " + span.error());
    }
    return String.join(", ", remarks);
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }
}
