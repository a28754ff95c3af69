package lab.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line chart over the seconds of a run, as inline SVG; its colours are the page's classes. */
final class Chart {
  /** A fault, in seconds from the beginning of the measured load. */
  record Window(double from, double to, String style, String label) {}

  /** A point is NaN where there is none: the line has a gap. */
  record Line(String style, List<Double> points) {}

  private static final int LEFT = 52;
  private static final int RIGHT = 10;
  private static final int TOP = 22;
  private static final int BOTTOM = 26;

  private final int width;
  private final int height;
  private final int seconds;
  private final Scale scale;
  private final StringBuilder svg = new StringBuilder();

  private Chart(int width, int height, int seconds, Scale scale) {
    this.width = width;
    this.height = height;
    this.seconds = Math.max(1, seconds);
    this.scale = scale;
  }

  static String draw(
      int width, int height, String title, Scale scale, List<Window> windows, List<Line> lines) {
    int seconds = lines.stream().mapToInt(line -> line.points().size()).max().orElse(1);
    Chart chart = new Chart(width, height, seconds, scale);
    chart.svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
            .formatted(width, height, Html.escape(title)));
    chart.windows(windows);
    chart.grid();
    lines.forEach(chart::line);
    return chart.svg.append("</svg>").toString();
  }

  private void windows(List<Window> windows) {
    int row = 0;
    for (Window window : windows) {
      double from = x(Math.min(window.from(), seconds));
      double to = x(Math.min(window.to(), seconds));
      add(
          "<rect class=\"window %s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
          window.style(), from, TOP, Math.max(1, to - from), height - TOP - BOTTOM);
      add(
          "<path class=\"mark %s\" d=\"M%.1f %d v%d\"/>",
          window.style(), from, TOP, height - TOP - BOTTOM);
      if (row++ == 0) {
        boolean fits = from + 7 * window.label().length() < width;
        add(
            "<text class=\"label\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
            fits ? from : width - RIGHT,
            TOP - 7,
            fits ? "start" : "end",
            Html.escape(window.label()));
      }
    }
  }

  private void grid() {
    for (Scale.Tick tick : scale.ticks()) {
      double y = y(tick.value());
      add("<path class=\"grid\" d=\"M%d %.1f H%d\"/>", LEFT, y, width - RIGHT);
      add(
          "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 6, y + 4, Html.escape(tick.label()));
    }
    int step = step(seconds, Math.max(3, (width - LEFT) / 70));
    for (int second = 0; second <= seconds; second += step) {
      add(
          "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d%s</text>",
          x(second), height - 8, second, second == 0 ? " s" : "");
    }
  }

  private void line(Line line) {
    List<String> run = new ArrayList<>();
    List<Double> points = line.points();
    for (int i = 0; i <= points.size(); i++) {
      if (i < points.size() && !Double.isNaN(points.get(i))) {
        run.add(String.format(Locale.ROOT, "%.1f %.1f", x(i + 0.5), y(points.get(i))));
      } else if (!run.isEmpty()) {
        // A lone point between two gaps is drawn as a dot: a line of no length with round ends.
        String lone = run.size() == 1 ? " h0.1" : "";
        add("<path class=\"line %s\" d=\"M%s%s\"/>", line.style(), String.join("L", run), lone);
        run.clear();
      }
    }
  }

  private double x(double second) {
    return LEFT + second * (width - LEFT - RIGHT) / seconds;
  }

  private double y(double value) {
    return height - BOTTOM - scale.fraction(value) * (height - TOP - BOTTOM);
  }

  @SuppressWarnings("AnnotateFormatMethod") // of a library that is not worth its place here
  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }

  /** The least of 1, 2, 5, 10 … that divides the span into at most so many steps. */
  static int step(int span, int most) {
    int step = 1;
    for (int i = 0; span > (long) step * most; i++) {
      step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    }
    return step;
  }
}
