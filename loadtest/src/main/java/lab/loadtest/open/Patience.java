package lab.loadtest.open;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting with a time limit. */
public final class Patience {
  private static final long PAUSE_MILLIS = 50;

  private Patience() {}

  /** Waits until the condition holds; false if it did not within this time. */
  public static boolean until(Duration atMost, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return true;
  }
}
