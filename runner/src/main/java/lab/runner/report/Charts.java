package lab.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import lab.runner.experiment.Experiment.Role;
import lab.runner.experiment.Figures;
import lab.runner.experiment.Result.ArmResult;
import lab.runner.report.Chart.Line;
import lab.runner.report.Chart.Window;
import org.jspecify.annotations.Nullable;

/**
 * The page's three charts, each with both arms and their fault windows. Each is drawn twice, for a
 * wide and for a narrow screen: one drawing scaled to a phone would have letters too small to read.
 */
final class Charts {
  private static final int WIDE = 860;
  private static final int NARROW = 380;

  private final List<ArmResult> arms;

  Charts(List<ArmResult> arms) {
    this.arms = arms;
  }

  String latency() {
    List<Line> lines = new ArrayList<>();
    for (ArmResult arm : arms) {
      lines.add(line(arm, "p50", figures -> orGap(figures.p50Millis())));
      lines.add(line(arm, "p99", figures -> orGap(figures.p99Millis())));
      lines.add(line(arm, "p999", figures -> orGap(figures.p999Millis())));
    }
    return figure(
        "Latency of right answers, from the intended send time",
        Scale.Logarithmic.covering(least(lines), most(lines)),
        260,
        lines);
  }

  String failures() {
    List<Line> lines = arms.stream().map(arm -> line(arm, "p99", Charts::errorRate)).toList();
    return figure("Failed requests, per cent", Scale.Linear.upTo(most(lines)), 180, lines);
  }

  String throughput() {
    List<Line> lines = arms.stream().map(arm -> line(arm, "p99", f -> (double) f.ok())).toList();
    return figure("Right answers a second", Scale.Linear.upTo(most(lines)), 180, lines);
  }

  private String figure(String title, Scale scale, int height, List<Line> lines) {
    String wide = Chart.draw(WIDE, height, title, scale, windows(), lines);
    String narrow = Chart.draw(NARROW, height, title, scale, windows(), lines);
    return "<figure><figcaption>%s</figcaption><div class=\"wide\">%s</div><div class=\"narrow\">%s</div></figure>"
        .formatted(Html.escape(title), wide, narrow);
  }

  private List<Window> windows() {
    List<Window> windows = new ArrayList<>();
    for (ArmResult arm : arms) {
      arm.faults()
          .forEach(fault ->
              windows.add(
                  new Window(
                      fault.atMillis() / 1000.0,
                      fault.liftedAtMillis() / 1000.0,
                      style(arm),
                      fault.fault() + " " + fault.node())));
    }
    return windows;
  }

  private static Line line(ArmResult arm, String weight, ToDoubleFunction<Figures> value) {
    List<Double> points =
        arm.seconds().stream().map(p -> value.applyAsDouble(p.figures())).toList();
    return new Line(style(arm) + " " + weight, points);
  }

  static String style(ArmResult arm) {
    return arm.arm().role() == Role.CONTROL ? "control" : "treatment";
  }

  private static double errorRate(Figures figures) {
    return 100.0 * figures.failed() / Math.max(1, figures.sent());
  }

  private static double orGap(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  private static double most(List<Line> lines) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(Double::doubleValue)
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(1);
  }

  private static double least(List<Line> lines) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(Double::doubleValue)
        .filter(value -> !Double.isNaN(value))
        .min()
        .orElse(1);
  }
}
