package lab.runner.node;

import java.time.Duration;

/** Waiting between two checks of a condition. */
public final class Pause {
  private Pause() {}

  /**
   * Waits for this long.
   *
   * @throws NotPossible if it is interrupted
   */
  public static void of(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotPossible("Interrupted.");
    }
  }
}
