package lab.runner.trial.queue;

/**
 * Somebody's screen with one line on it. Each length of a line is one more than that before, so
 * what is shown tells which changes have come.
 */
final class Screen {
  private final ChangeLog changes;
  private final int place;
  private int shown = -1;

  Screen(ChangeLog changes, int place) {
    this.changes = changes;
    this.place = place;
  }

  int place() {
    return place;
  }

  /**
   * The line's length comes in.
   *
   * @param bytes that it took
   */
  synchronized void show(long length, long bytes) {
    changes.received(bytes);
    if (length < 0) {
      return;
    }
    if (shown >= 0) {
      changes.shown(place, shown, (int) length);
    }
    shown = Math.max(shown, (int) length);
  }

  synchronized boolean shows(int length) {
    return shown >= length;
  }

  /** Whether it has shown anything. */
  synchronized boolean lit() {
    return shown >= 0;
  }
}
