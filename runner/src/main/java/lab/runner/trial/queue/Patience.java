package lab.runner.trial.queue;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting that has an end. */
final class Patience {
  private static final long PAUSE_MILLIS = 50;

  private Patience() {}

  /** Looks until it is so; false: it was not in that time. */
  static boolean until(Duration atMost, BooleanSupplier condition) throws InterruptedException {
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
