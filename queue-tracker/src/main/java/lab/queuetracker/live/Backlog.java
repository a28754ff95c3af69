package lab.queuetracker.live;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The updates of one line that one subscriber has yet to be sent: at most {@value #MOST}. When
 * there would be more, the oldest are dropped, and the next one left says how many. Not
 * thread-safe.
 */
final class Backlog {
  static final int MOST = 32;

  private final ArrayDeque<Update> updates = new ArrayDeque<>(2);
  private final long after;
  private long last;
  private boolean held;

  private Backlog(long after, long last, boolean held) {
    this.after = after;
    this.last = last;
    this.held = held;
  }

  /** For a subscriber who has everything up to {@code after}. */
  static Backlog following(long after) {
    return new Backlog(after, after, false);
  }

  /**
   * For a subscriber who is sent nothing before the snapshot has arrived.
   *
   * @param after the version that the subscriber has; 0 for none
   */
  static Backlog awaitingSnapshot(long after) {
    return new Backlog(after, 0, true);
  }

  /** Adds an update if it is newer than all before; otherwise it is ignored. */
  void add(Update update) {
    if (update.seq() <= last) {
      return;
    }
    last = update.seq();
    updates.add(update);
    if (updates.size() > MOST) {
      Update gone = updates.remove();
      updates.addFirst(updates.remove().inPlaceOf(gone));
    }
  }

  /**
   * The snapshot precedes the changes after it and replaces those before. A subscriber who already
   * has exactly that version is not sent it. One with a higher version got it before a restart that
   * lost it (phase 1), and is sent the snapshot.
   */
  void begin(Update snapshot) {
    held = false;
    updates.removeIf(update -> update.seq() <= snapshot.seq());
    if (!updates.isEmpty()) {
      Update next = updates.remove();
      long between = next.seq() - snapshot.seq() - 1;
      updates.addFirst(next.leavingOut(Math.min(next.coalesced(), between)));
    }
    if (snapshot.seq() != after) {
      updates.addFirst(snapshot);
    }
    last = Math.max(last, snapshot.seq());
  }

  /** Moves what may be sent now to a list. */
  void drainTo(List<Update> batch) {
    if (!held) {
      batch.addAll(updates);
      updates.clear();
    }
  }
}
