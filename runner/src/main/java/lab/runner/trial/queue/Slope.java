package lab.runner.trial.queue;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How much more of one there is for each more of another, by least squares. */
final class Slope {
  private Slope() {}

  static <T> double of(List<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    double meanX = points.stream().mapToDouble(x).average().orElse(0);
    double meanY = points.stream().mapToDouble(y).average().orElse(0);
    double products = 0;
    double squares = 0;
    for (T point : points) {
      double distance = x.applyAsDouble(point) - meanX;
      products += distance * (y.applyAsDouble(point) - meanY);
      squares += distance * distance;
    }
    return products / squares;
  }
}
