package lab.platform.redis;

import lab.platform.resilience.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/** What became of a question to Redis. */
public sealed interface Reply<T> {
  /**
   * Redis answered.
   *
   * @param value null where Redis has nothing
   */
  record Answered<T>(@Nullable T value) implements Reply<T> {}

  /**
   * Redis did not answer in time, or with a failure, or was not asked at all.
   *
   * @param outage for those to throw who cannot do without Redis
   */
  record Away<T>(StoreUnavailableException outage) implements Reply<T> {}
}
