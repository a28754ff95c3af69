package lab.loadtest.open;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The slope of y over x, by least squares. */
public final class Slope {
  /** The share of the points' variance that a line has to explain; less is noise. */
  private static final double LEAST_EXPLAINED = 0.8;

  private Slope() {}

  /** The slope; empty if the points do not lie along a line. */
  public static <T> OptionalDouble of(
      List<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
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
