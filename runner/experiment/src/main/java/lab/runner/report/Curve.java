package lab.runner.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import lab.runner.experiment.Figures;
import lab.runner.experiment.Result.ArmResult;
import org.jspecify.annotations.Nullable;

/**
 * The values of one arm for the charts, second by second; NaN in a second without a value, and an
 * empty list if nothing was measured.
 *
 * @param style the CSS class with the arm's colour and dash
 * @param intended arrivals that were due
 * @param right correct responses to them
 * @param failed percentage of the sent requests that failed
 * @param p50 median latency of correct responses in milliseconds, like the other percentiles
 */
record Curve(
    String style,
    String arm,
    List<Double> intended,
    List<Double> right,
    List<Double> failed,
    List<Double> p50,
    List<Double> p99,
    List<Double> p999,
    List<Window> windows) {

  /**
   * A fault, in seconds since the beginning of the measured load.
   *
   * @param lift when its lifting began
   * @param to when it was ready again
   */
  record Window(double from, double lift, double to, String label) {}

  static Curve of(ArmResult arm) {
    return new Curve(
        Words.style(arm.arm().role()),
        arm.arm().name(),
        values(arm, Figures::intended),
        values(arm, Figures::ok),
        values(arm, figures -> 100.0 * figures.allFailed() / Math.max(1, figures.sent())),
        values(arm, figures -> orGap(figures.p50Millis())),
        values(arm, figures -> orGap(figures.p99Millis())),
        values(arm, figures -> orGap(figures.p999Millis())),
        arm.faults().stream()
            .map(fault ->
                new Window(
                    fault.atMillis() / 1000.0,
                    fault.liftAtMillis() / 1000.0,
                    fault.liftedAtMillis() / 1000.0,
                    fault.fault() + " " + fault.node()))
            .toList());
  }

  private static List<Double> values(ArmResult arm, ToDoubleFunction<Figures> value) {
    return arm.seconds().stream().map(point -> value.applyAsDouble(point.figures())).toList();
  }

  private static double orGap(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
