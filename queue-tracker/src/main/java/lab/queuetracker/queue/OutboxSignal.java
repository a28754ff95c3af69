package lab.queuetracker.queue;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the relay of this instance that this instance has put something into the outbox. */
public final class OutboxSignal {
  private final Semaphore raised = new Semaphore(0);

  void raise() {
    if (raised.availablePermits() == 0) {
      raised.release();
    }
  }

  /**
   * Waits for it.
   *
   * @return whether it was raised since the last wait ended
   */
  public boolean await(Duration most) throws InterruptedException {
    boolean was = raised.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
    raised.drainPermits();
    return was;
  }
}
