package lab.platform.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells this instance's relay that the instance has added a message to the outbox. */
public final class OutboxSignal {
  private final Semaphore raised = new Semaphore(0);

  /** A message was added and committed. */
  public void raise() {
    if (raised.availablePermits() == 0) {
      raised.release();
    }
  }

  /**
   * Waits for the signal.
   *
   * @return whether it was raised since the last wait ended
   */
  boolean await(Duration most) throws InterruptedException {
    boolean was = raised.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
    raised.drainPermits();
    return was;
  }
}
