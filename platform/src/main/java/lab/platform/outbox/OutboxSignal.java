package lab.platform.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the relay of this instance that this instance has put something into the outbox. */
public final class OutboxSignal {
  private final Semaphore raised = new Semaphore(0);

  /** Something was put in, and committed. */
  public void raise() {
    if (raised.availablePermits() == 0) {
      raised.release();
    }
  }

  /**
   * Waits for it.
   *
   * @return whether it was raised since the last wait ended
   */
  boolean await(Duration most) throws InterruptedException {
    boolean was = raised.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
    raised.drainPermits();
    return was;
  }
}
