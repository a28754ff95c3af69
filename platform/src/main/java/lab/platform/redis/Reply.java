package lab.platform.redis;

import lab.platform.resilience.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/** The outcome of a request to Redis. */
public sealed interface Reply<T> {
  /**
   * Redis answered.
   *
   * @param value null if Redis has none
   */
  record Answered<T>(@Nullable T value) implements Reply<T> {}

  /**
   * Redis did not answer in time, answered with an error, or was not asked at all.
   *
   * @param outage for callers to throw that cannot do without Redis
   */
  record Away<T>(StoreUnavailableException outage) implements Reply<T> {}
}
