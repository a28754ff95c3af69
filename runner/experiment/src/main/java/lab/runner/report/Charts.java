package lab.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import lab.runner.report.Chart.Lane;
import lab.runner.report.Chart.Line;
import lab.runner.report.Chart.Plot;

/**
 * The page's charts, each with both arms and their faults. The first is drawn twice, for wide and
 * for narrow screens, because the text of one drawing scaled down to a phone would be too small to
 * read.
 */
final class Charts {
  private static final int WIDE = 860;
  private static final int NARROW = 400;
  private static final String DUE = "counted from the time a request was due, logarithmic";

  private final List<Curve> curves;
  private final int seconds;

  /**
   * @param seconds the minimum length of the time axis
   */
  Charts(List<Curve> curves, int seconds) {
    this.curves = curves;
    this.seconds =
        curves.stream()
            .mapToInt(curve -> curve.p99().size())
            .reduce(Math.max(1, seconds), Math::max);
  }

  /** All charts that there are values for. */
  String html() {
    Plot p99 = latency("p99", "99 of 100 right answers came within (p99)", Curve::p99);
    return figure(
            p99,
            DUE,
            "<div class=\"wide\">%s</div><div class=\"narrow\">%s</div>"
                .formatted(Chart.draw(p99, WIDE, 220), Chart.draw(p99, NARROW, 190)))
        + "<div class=\"pairs\">"
        + small(failures(), "of those sent in the second")
        + small(throughput(), "right answers, and arrivals that were due")
        + small(latency("p50", "Half came within (p50)", Curve::p50), "logarithmic")
        + small(latency("p999", "999 of 1,000 came within (p99.9)", Curve::p999), "logarithmic")
        + "</div>";
  }

  private static String small(Plot plot, String note) {
    return figure(plot, note, Chart.draw(plot, NARROW, 130));
  }

  private static String figure(Plot plot, String note, String drawing) {
    return plot.lines().stream().allMatch(line -> line.points().isEmpty())
        ? ""
        : "<figure id=\"%s\"><figcaption>%s</figcaption>%s</figure>"
            .formatted(plot.id(), caption(plot.title(), note), drawing);
  }

  private static String caption(String title, String note) {
    return "%s<small>%s</small>".formatted(Html.escape(title), Html.escape(note));
  }

  /** A latency chart. All percentiles have the same scale, so that the charts can be compared. */
  private Plot latency(String id, String title, Function<Curve, List<Double>> percentile) {
    List<Function<Curve, List<Double>>> all = List.of(Curve::p50, Curve::p99, Curve::p999);
    double least = values(all).min().orElse(1);
    double most = values(all).max().orElse(1);
    Scale scale = Scale.Logarithmic.covering(least, most);
    return plot(id, title, scale, Words::millis, lines("", percentile));
  }

  private Plot failures() {
    Scale scale = Scale.Linear.upTo(values(List.of(Curve::failed)).max().orElse(0), " %");
    DoubleFunction<String> words = share -> String.format(Locale.ROOT, "%.1f %%", share);
    return plot("failed", "Failed requests", scale, words, lines("", Curve::failed));
  }

  private Plot throughput() {
    double most = values(List.of(Curve::right, Curve::intended)).max().orElse(0);
    List<Line> lines = new ArrayList<>(lines("intended", Curve::intended));
    lines.addAll(lines("", Curve::right));
    DoubleFunction<String> words = rate -> Words.count(Math.round(rate)) + " /s";
    return plot("throughput", "Throughput", Scale.Linear.upTo(most, " /s"), words, lines);
  }

  private Plot plot(
      String id, String title, Scale scale, DoubleFunction<String> words, List<Line> lines) {
    List<Lane> lanes =
        curves.stream()
            .flatMap(curve ->
                curve.windows().stream().map(it -> new Lane(curve.style(), curve.arm(), it)))
            .toList();
    return new Plot(id, title, scale, words, seconds, lanes, lines);
  }

  private List<Line> lines(String kind, Function<Curve, List<Double>> points) {
    return curves.stream()
        .map(curve ->
            new Line(
                (curve.style() + " " + kind).strip(),
                (curve.arm() + " " + kind).strip(),
                points.apply(curve)))
        .toList();
  }

  private DoubleStream values(List<Function<Curve, List<Double>>> points) {
    return curves.stream()
        .flatMap(curve -> points.stream().flatMap(of -> of.apply(curve).stream()))
        .mapToDouble(Double::doubleValue)
        .filter(value -> !Double.isNaN(value));
  }
}
