package lab.runner.report;

import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.stream.Collectors;
import lab.runner.report.Chart.Lane;
import lab.runner.report.Chart.Line;
import lab.runner.report.Chart.Plot;
import lab.runner.report.Curve.Window;

/**
 * Describes a chart in words: as a whole for users of screen readers, and each second for its
 * tooltip.
 */
final class Description {
  private Description() {}

  /** "control: 58 ms to 1.03 s; … kill hello-world-1 from 4.0 s to 17.1 s (control); …" */
  static String of(Plot plot) {
    String lines =
        plot.lines().stream().map(line -> range(plot, line)).collect(Collectors.joining("; "));
    String lanes = plot.lanes().stream().map(Description::fault).collect(Collectors.joining("; "));
    return lanes.isEmpty() ? lines + "." : lines + ". Faults: " + lanes + ".";
  }

  static String ofSecond(Plot plot, int second) {
    return plot.lines().stream()
        .filter(line -> second < line.points().size())
        .map(line -> line.name() + ": " + words(plot, line.points().get(second)))
        .collect(Collectors.joining("\n", "second %d to %d\n".formatted(second, second + 1), ""));
  }

  private static String range(Plot plot, Line line) {
    DoubleSummaryStatistics values =
        line.points().stream()
            .mapToDouble(Double::doubleValue)
            .filter(value -> !Double.isNaN(value))
            .summaryStatistics();
    return values.getCount() == 0
        ? line.name() + ": nothing"
        : "%s: %s to %s"
            .formatted(line.name(), words(plot, values.getMin()), words(plot, values.getMax()));
  }

  private static String words(Plot plot, double value) {
    return Double.isNaN(value) ? "no right answer" : plot.words().apply(value);
  }

  private static String fault(Lane lane) {
    Window window = lane.window();
    return String.format(
        Locale.ROOT,
        "%s from %.1f s to %.1f s (%s)",
        window.label(),
        window.from(),
        window.to(),
        lane.arm());
  }
}
