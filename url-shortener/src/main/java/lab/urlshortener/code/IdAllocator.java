package lab.urlshortener.code;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lab.platform.resilience.StoreUnavailableException;

/**
 * Issues ids from leased ranges (hi-lo: Ambler, "Mapping Objects to Relational Databases"; Fowler,
 * "Patterns of Enterprise Application Architecture", key table).
 *
 * <p><b>Concurrency.</b> Nearly every call is one atomic add on the current range and takes no
 * lock. From the middle of a range on, a single background thread fetches the next one, so that the
 * switch to it costs nobody a round trip. Only a caller that finds the range used up takes the
 * lock, which is fair: it installs the spare range if there is one, else it waits for the
 * background thread, at most {@code patience}, and then fails rather than queue up behind a slow
 * database.
 *
 * <p>An id is issued at most once: ranges are disjoint, and {@link IdRange#take} never repeats. Ids
 * may be lost, by a restart or by {@link #discard}: of 3.5 trillion, that does not matter.
 */
final class IdAllocator {
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Leases leases;
  private final long patienceNanos;
  private final AtomicBoolean leasing = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private volatile IdRange current = IdRange.empty();
  private volatile IdRange spare = IdRange.empty();

  IdAllocator(Leases leases, Duration patience) {
    this.leases = leases;
    this.patienceNanos = patience.toNanos();
  }

  /**
   * An id that no other call, of this or any other instance, has received.
   *
   * @throws StoreUnavailableException if the ranges are used up and no new one arrives in time
   */
  long next() {
    long deadline = 0;
    while (true) {
      var range = current;
      long id = range.take();
      if (id != IdRange.NONE) {
        if (range.isHalfUsed()) {
          leaseAhead();
        }
        return id;
      }
      deadline = deadline == 0 ? System.nanoTime() + patienceNanos : deadline;
      awaitRangeAfter(range, deadline);
    }
  }

  /** Discards the whole range of an id that turned out to be taken, and the spare range with it. */
  void discard(long id) {
    lock.lock();
    try {
      if (current.contains(id)) {
        current.drop();
        spare.drop();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many ids can be issued without asking PostgreSQL. */
  long remaining() {
    return current.remaining() + spare.remaining();
  }

  /** Starts to fetch a range if there is no spare one and no fetch is running. */
  void leaseAhead() {
    if (spare.remaining() == 0 && leasing.compareAndSet(false, true)) {
      Thread.ofVirtual().name("code-lease").start(this::lease);
    }
  }

  private void lease() {
    try {
      // Another lease may have finished between the check and the claim.
      if (spare.remaining() == 0) {
        install(leases.lease());
      }
    } catch (StoreUnavailableException e) {
      // A caller that needs the range keeps asking until its patience ends, and reports the
      // failure.
      return;
    } finally {
      leasing.set(false);
    }
    // A caller that passed the middle of the new range before this claim was released could not
    // ask.
    if (current.isHalfUsed()) {
      leaseAhead();
    }
  }

  private void install(IdRange leased) {
    lock.lock();
    try {
      if (current.remaining() == 0) {
        current = leased;
      } else {
        spare = leased;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitRangeAfter(IdRange usedUp, long deadline) {
    lock.lock();
    try {
      if (current != usedUp) {
        return;
      }
      if (spare.remaining() > 0) {
        current = spare;
        spare = IdRange.empty();
        changed.signalAll();
        return;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new StoreUnavailableException("no range of codes could be leased in time");
      }
      leaseAhead();
      awaitChange(Math.min(left, RETRY_NANOS));
    } finally {
      lock.unlock();
    }
  }

  /** The loop that this wait belongs in is that of {@link #next}. */
  @SuppressWarnings("WaitNotInLoop")
  private void awaitChange(long nanos) {
    try {
      long left = changed.awaitNanos(nanos);
      assert left <= nanos;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while waiting for a range of codes");
    }
  }
}
