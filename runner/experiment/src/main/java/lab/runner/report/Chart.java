package lab.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import lab.runner.report.Curve.Window;

/**
 * A line chart over the seconds of a run, as inline SVG: each fault in its own lane above the plot
 * and shaded within it, a grid with units, the lines, and for each second a tooltip that needs no
 * script. Colours and dashes come from the page's CSS classes.
 */
final class Chart {
  /** A line; a missing point is NaN and makes a gap. */
  record Line(String style, String name, List<Double> points) {}

  /** A fault and its arm. */
  record Lane(String style, String arm, Window window) {}

  /** What is drawn. */
  record Plot(
      String id,
      String title,
      Scale scale,
      DoubleFunction<String> words,
      int seconds,
      List<Lane> lanes,
      List<Line> lines) {}

  private static final int LEFT = 60;
  private static final int RIGHT = 16;
  private static final int LANE = 17;
  private static final int BOTTOM = 24;
  private static final int LETTER = 6;

  private final Plot plot;
  private final int width;
  private final int top;
  private final int bottom;
  private final StringBuilder svg = new StringBuilder();

  private Chart(Plot plot, int width, int height) {
    this.plot = plot;
    this.width = width;
    this.top = 8 + LANE * plot.lanes().size();
    this.bottom = top + height;
  }

  /**
   * @param height of the plot itself, without lanes and axis
   */
  static String draw(Plot plot, int width, int height) {
    Chart chart = new Chart(plot, width, height);
    String id = plot.id() + "-" + width;
    chart.add(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-title %s-desc\">",
        width, chart.bottom + BOTTOM, id, id);
    chart.add("<title id=\"%s-title\">%s</title>", id, Html.escape(plot.title()));
    chart.add("<desc id=\"%s-desc\">%s</desc>", id, Html.escape(Description.of(plot)));
    chart.shades();
    chart.grid();
    chart.lanes();
    // The first arm's dashed line is drawn over the second's solid one, so that both are visible
    // where they coincide.
    plot.lines().reversed().forEach(chart::line);
    chart.tooltips();
    return chart.svg.append("</svg>").toString();
  }

  private void shades() {
    for (Lane lane : plot.lanes()) {
      Window window = lane.window();
      bar("window " + lane.style(), window.from(), window.to(), top, bottom - top);
    }
  }

  private void lanes() {
    int y = 2;
    for (Lane lane : plot.lanes()) {
      Window window = lane.window();
      bar("down " + lane.style(), window.from(), window.lift(), y, LANE - 3);
      bar("back " + lane.style(), window.lift(), window.to(), y, LANE - 3);
      String label = lane.arm() + ": " + window.label();
      double from = x(window.from()) + 4;
      boolean fits = from + LETTER * label.length() < width - RIGHT;
      add(
          "<text class=\"label\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
          fits ? from : width - RIGHT - 2,
          y + LANE - 7,
          fits ? "start" : "end",
          Html.escape(label));
      y += LANE;
    }
  }

  private void bar(String style, double fromSecond, double toSecond, int y, int height) {
    double from = x(Math.clamp(fromSecond, 0, plot.seconds()));
    double to = x(Math.clamp(toSecond, 0, plot.seconds()));
    if (to > from) {
      add(
          "<rect class=\"%s\" x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\"/>",
          style, from, y, to - from, height);
    }
  }

  private void grid() {
    for (Scale.Tick tick : plot.scale().ticks()) {
      double y = y(tick.value());
      add(
          "<path class=\"%s\" d=\"M%d %.2fH%d\"/>",
          tick.label().isEmpty() ? "grid minor" : "grid", LEFT, y, width - RIGHT);
      if (!tick.label().isEmpty()) {
        add(
            "<text class=\"tick y\" x=\"%d\" y=\"%.2f\" text-anchor=\"end\">%s</text>",
            LEFT - 6, y + 4, Html.escape(tick.label()));
      }
    }
    int step = step(plot.seconds(), Math.max(3, (width - LEFT) / 50));
    for (int second = 0; second <= plot.seconds(); second += step) {
      add("<path class=\"axis\" d=\"M%.2f %dv4\"/>", x(second), bottom);
      add(
          "<text class=\"tick x\" x=\"%.2f\" y=\"%d\" text-anchor=\"middle\">%d s</text>",
          x(second), bottom + 17, second);
    }
  }

  private void line(Line line) {
    List<String> run = new ArrayList<>();
    List<Double> points = line.points();
    for (int i = 0; i <= points.size(); i++) {
      if (i < points.size() && !Double.isNaN(points.get(i))) {
        run.add(String.format(Locale.ROOT, "%.2f %.2f", x(i + 0.5), y(points.get(i))));
      } else if (!run.isEmpty()) {
        // A single point between two gaps is drawn as a dot: a line of zero length with round ends.
        String lone = run.size() == 1 ? "h0.1" : "";
        add("<path class=\"line %s\" d=\"M%s%s\"/>", line.style(), String.join("L", run), lone);
        run.clear();
      }
    }
  }

  private void tooltips() {
    for (int second = 0; second < plot.seconds(); second++) {
      add(
          "<rect class=\"hover\" x=\"%.2f\" y=\"%d\" width=\"%.2f\""
              + " height=\"%d\"><title>%s</title></rect>",
          x(second),
          top,
          x(second + 1) - x(second),
          bottom - top,
          Html.escape(Description.ofSecond(plot, second)));
    }
  }

  private double x(double second) {
    return LEFT + second * (width - LEFT - RIGHT) / plot.seconds();
  }

  private double y(double value) {
    return bottom - plot.scale().fraction(value) * (bottom - top);
  }

  @SuppressWarnings("AnnotateFormatMethod") // would need a dependency that is not worth it
  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }

  /** The smallest of 1, 2, 5, 10 … that divides the span into at most {@code most} steps. */
  static int step(int span, int most) {
    int step = 1;
    for (int i = 0; span > (long) step * most; i++) {
      step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    }
    return step;
  }
}
