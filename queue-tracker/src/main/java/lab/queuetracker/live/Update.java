package lab.queuetracker.live;

import java.time.Instant;
import lab.queuetracker.queue.Queue;

/**
 * The length of one line, as subscribers see it.
 *
 * @param seq the line's version: of two updates of a line, the higher is the newer
 * @param snapshot whether it reports the current state rather than one change: there may be any
 *     number of changes between it and what the subscriber had before
 * @param coalesced how many changes directly before this one were skipped because the subscriber
 *     was slow; so, unless it is a snapshot, the one before had {@code seq - 1 - coalesced}
 */
record Update(String location, int length, long seq, Instant at, boolean snapshot, long coalesced) {

  static Update change(Queue queue) {
    return new Update(
        queue.location(), queue.length(), queue.version(), queue.updatedAt(), false, 0);
  }

  static Update snapshot(Queue queue) {
    return new Update(
        queue.location(), queue.length(), queue.version(), queue.updatedAt(), true, 0);
  }

  /** The same, with the given shared location string in place of its own copy. */
  Update of(String shared) {
    return new Update(shared, length, seq, at, snapshot, coalesced);
  }

  /** This update, replacing the skipped one before it: it becomes a snapshot if that was one. */
  Update inPlaceOf(Update before) {
    return before.snapshot()
        ? new Update(location, length, seq, at, true, 0)
        : leavingOut(coalesced + before.coalesced() + 1);
  }

  Update leavingOut(long changes) {
    return new Update(location, length, seq, at, snapshot, changes);
  }
}
