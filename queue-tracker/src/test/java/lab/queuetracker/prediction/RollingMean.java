package lab.queuetracker.prediction;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The text's prediction: the mean of the last waits, against which {@link WaitPrediction} is
 * judged. Not thread-safe.
 */
public final class RollingMean {
  private final int size;
  private final Deque<Duration> waits = new ArrayDeque<>();
  private Duration sum = Duration.ZERO;

  /**
   * @param size how many waits count
   * @throws IllegalArgumentException when that is less than one
   */
  public RollingMean(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("size must be at least 1");
    }
    this.size = size;
  }

  /** Someone's wait is over. */
  public void waited(Duration wait) {
    waits.addLast(wait);
    sum = sum.plus(wait);
    if (waits.size() > size) {
      sum = sum.minus(waits.removeFirst());
    }
  }

  /** The mean; zero while nobody has waited. */
  public Duration estimate() {
    return waits.isEmpty() ? Duration.ZERO : sum.dividedBy(waits.size());
  }
}
