package lab.platform.resilience;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Varies times to live by a part of their length, up and down, so that entries created together
 * (after a start, say) do not all have to be fetched again at the same moment.
 *
 * @param part from 0 to less than 1
 */
public record Jitter(double part) {
  /** In nanoseconds, at least one. */
  public long nanos(Duration ttl) {
    double factor = 1 + part * ThreadLocalRandom.current().nextDouble(-1, 1);
    return Math.max(1, (long) (ttl.toNanos() * factor));
  }

  /** In milliseconds, at least one. */
  public long millis(Duration ttl) {
    return Math.max(1, nanos(ttl) / 1_000_000);
  }
}
