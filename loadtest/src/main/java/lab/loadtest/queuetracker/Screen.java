package lab.loadtest.queuetracker;

/**
 * A client's screen with one line on it. Each length of a line is one more than the one before, so
 * what is shown tells which changes have arrived.
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
   * The line's length arrives.
   *
   * @param bytes size of the message
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

  /** Whether it has shown anything yet. */
  synchronized boolean lit() {
    return shown >= 0;
  }
}
