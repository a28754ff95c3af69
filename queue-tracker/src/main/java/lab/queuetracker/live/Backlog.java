package lab.queuetracker.live;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What one subscriber has yet to be sent of one line: at most {@value #MOST} updates. When there
 * would be more, the oldest go, and the next that is left says how many went. Not thread-safe.
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

  /** Of a subscriber who has all up to {@code after}. */
  static Backlog following(long after) {
    return new Backlog(after, after, false);
  }

  /**
   * Of a subscriber who is sent nothing before the snapshot has come.
   *
   * @param after what the subscriber has; 0 for nothing
   */
  static Backlog awaitingSnapshot(long after) {
    return new Backlog(after, 0, true);
  }

  /** What is newer than all before; anything else is left out. */
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
   * The snapshot comes before the changes after it and in place of those before. A subscriber who
   * has just that is not sent it; one who has more than there is has it from before a restart that
   * lost it (phase 1), and is sent it.
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
