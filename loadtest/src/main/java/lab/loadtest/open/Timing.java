package lab.loadtest.open;

import java.time.Duration;

/**
 * How many arrivals there are, and when: a warm-up, which is not included in any figure, and the
 * measured part.
 *
 * @param rate arrivals per second
 */
public record Timing(double rate, Duration warmUp, Duration duration) {
  private static final double NANOS = 1e9;

  /** Without a warm-up. */
  public static Timing of(double rate, Duration duration) {
    return new Timing(rate, Duration.ZERO, duration);
  }

  /** The duration of both parts. */
  public Duration whole() {
    return warmUp.plus(duration);
  }

  /** The time from one arrival to the next. */
  public long periodNanos() {
    return Math.round(NANOS / rate);
  }

  /** The index of the first measured arrival. */
  public long firstMeasured() {
    return arrivals(warmUp);
  }

  /** The number of arrivals in the measured part. */
  public long measured() {
    return arrivals(duration);
  }

  /** Whether this arrival belongs to the measured part. */
  public boolean isMeasured(long index) {
    return index >= firstMeasured() && index < firstMeasured() + measured();
  }

  private long arrivals(Duration time) {
    return Math.round(time.toNanos() * rate / NANOS);
  }
}
