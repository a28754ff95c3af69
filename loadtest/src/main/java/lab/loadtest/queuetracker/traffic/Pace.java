package lab.loadtest.queuetracker.traffic;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Limits the requests per second. Time passes only as fast as the busiest hour of the day allows at
 * that rate, so that requests do not pile up; those that coincide by chance are sent one after the
 * other.
 */
final class Pace {
  /** A customer joins and is served, and a few leave. */
  private static final double REQUESTS_PER_CUSTOMER = 2.1;

  private static final double HEADROOM = 0.9;
  private static final int HALF_HOUR = 1_800;

  private final long periodNanos;
  private long next = Long.MIN_VALUE;

  Pace(int rate) {
    this.periodNanos = TimeUnit.SECONDS.toNanos(1) / rate;
  }

  /** How many times as fast as a clock time may pass; at most the wanted speed. */
  static double speed(List<Place> places, double wanted, int rate) {
    double busiest =
        IntStream.range(0, Day.SECONDS / HALF_HOUR)
            .mapToDouble(i -> places.stream().mapToDouble(p -> p.arrivals(i * HALF_HOUR)).sum())
            .max()
            .orElseThrow();
    return Math.min(wanted, HEADROOM * rate / (REQUESTS_PER_CUSTOMER * busiest));
  }

  /** Nanoseconds from now until the next request may be sent; counts it as sent then. */
  long nextNanos(long now) {
    next = next == Long.MIN_VALUE ? now : Math.max(now, next);
    long wait = next - now;
    next += periodNanos;
    return wait;
  }
}
