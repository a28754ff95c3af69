package lab.runner.trial.queue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** How much more of one there is for each more of another, by least squares. */
final class Slope {
  /** What a line must explain of the points' variance; less is noise. */
  private static final double LEAST_EXPLAINED = 0.8;

  private Slope() {}

  /** Empty if the points do not lie along a line. */
  static <T> OptionalDouble of(List<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    double meanX = points.stream().mapToDouble(x).average().orElse(0);
    double meanY = points.stream().mapToDouble(y).average().orElse(0);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (T point : points) {
      double dx = x.applyAsDouble(point) - meanX;
      double dy = y.applyAsDouble(point) - meanY;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
    return xy * xy >= LEAST_EXPLAINED * xx * yy
        ? OptionalDouble.of(xy / xx)
        : OptionalDouble.empty();
  }
}
