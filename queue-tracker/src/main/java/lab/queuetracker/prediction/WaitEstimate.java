package lab.queuetracker.prediction;

import java.time.Duration;

/**
 * How long until someone's service starts.
 *
 * @param expected the mean
 * @param low 5 % wait less
 * @param high 5 % wait longer
 */
public record WaitEstimate(Duration expected, Duration low, Duration high) {
  /** A counter is free. */
  static final WaitEstimate NONE = new WaitEstimate(Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
