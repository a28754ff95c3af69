package lab.urlshortener.cache;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lab.urlshortener.postgres.StoreUnavailableException;

/**
 * Lets a few calls through at a time, and the others wait a short while (Nygard, "Release It!").
 * When the caches are cold or gone, it keeps redirects from taking every connection that creates
 * need too, and turns an overload into quick refusals instead of a queue that nobody waits for.
 */
final class Bulkhead {
  private final Semaphore places;
  private final int size;
  private final long waitNanos;

  Bulkhead(int size, Duration wait) {
    this.size = size;
    this.places = new Semaphore(size, true);
    this.waitNanos = wait.toNanos();
  }

  /**
   * @throws StoreUnavailableException if no place gets free in time
   */
  <T> T call(Supplier<T> work) {
    try {
      if (!places.tryAcquire(waitNanos, TimeUnit.NANOSECONDS)) {
        throw new StoreUnavailableException("too many look-ups wait for PostgreSQL");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while waiting for PostgreSQL");
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  int active() {
    return size - places.availablePermits();
  }

  int waiting() {
    return places.getQueueLength();
  }
}
