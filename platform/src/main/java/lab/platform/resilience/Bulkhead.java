package lab.platform.resilience;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few calls through at a time, and makes the others wait a short while (Nygard, "Release
 * It!"). It keeps one kind of work from taking every connection that other work needs too, for
 * example when caches are cold or gone, and turns an overload into quick refusals instead of a
 * growing queue.
 */
public final class Bulkhead {
  private final String store;
  private final Semaphore places;
  private final int size;
  private final long waitNanos;

  /**
   * @param store the store that is called, for the message of a refusal
   * @param size how many calls go through at a time
   * @param wait how long a call waits for its turn
   */
  public Bulkhead(String store, int size, Duration wait) {
    this.store = store;
    this.size = size;
    this.places = new Semaphore(size, true);
    this.waitNanos = wait.toNanos();
  }

  /**
   * Runs the work when it is its turn.
   *
   * @throws StoreUnavailableException if no slot becomes free in time
   */
  public <T> T call(Supplier<T> work) {
    try {
      if (!places.tryAcquire(waitNanos, TimeUnit.NANOSECONDS)) {
        throw new StoreUnavailableException("too many wait for " + store);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while waiting for " + store);
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  /** The number of calls in progress. */
  public int active() {
    return size - places.availablePermits();
  }

  /** The number of calls waiting for their turn, roughly. */
  public int waiting() {
    return places.getQueueLength();
  }
}
