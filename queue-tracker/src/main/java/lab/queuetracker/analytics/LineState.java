package lab.queuetracker.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import lab.queuetracker.queue.Change;
import org.jspecify.annotations.Nullable;

/**
 * What counting must remember of a line from one change to the next.
 *
 * <p><b>Each change once.</b> A line's versions identify its changes. A change that is not newer
 * than the last is a repetition and adds nothing, unless its version was skipped before: a relay
 * that lost a batch while Kafka accepted the next one sends both again. So skipped versions are
 * remembered, and such a change is counted when it arrives late. The line's length in between is
 * unknown; that time is not observed, and the tickets' window starts again.
 *
 * @param version of its last change
 * @param atMs the time of that change, milliseconds since 1970; never earlier than the one before
 * @param missing versions that were skipped, the latest {@value #MOST_MISSING}
 */
record LineState(long version, int length, long atMs, List<Long> missing, TicketWindow tickets) {
  /** More than are ever in flight between the relay and Kafka. */
  static final int MOST_MISSING = 1_000;

  /** A line is created with this version, without a change. */
  private static final long FIRST_VERSION = 1;

  /** Copies the list. */
  LineState {
    missing = List.copyOf(missing);
  }

  /**
   * The line after a change, which is added to the sums unless it was counted already.
   *
   * @param before null for a line never seen
   */
  static LineState after(@Nullable LineState before, Change change, WeekSums sums) {
    if (before == null) {
      return beginning(change, FIRST_VERSION, List.of(), sums);
    }
    long version = change.queue().version();
    if (version <= before.version) {
      return before.late(change, sums);
    }
    return version == before.version + 1
        ? before.next(change, sums)
        : beginning(change, before.version, before.missing, sums);
  }

  private static LineState beginning(Change change, long known, List<Long> missing, WeekSums sums) {
    sums.add(change);
    long version = change.queue().version();
    var passedOver = new ArrayList<>(missing);
    LongStream.range(Math.max(known + 1, version - MOST_MISSING), version).forEach(passedOver::add);
    int surplus = Math.max(0, passedOver.size() - MOST_MISSING);
    long at = change.queue().updatedAt().toEpochMilli();
    return new LineState(
        version,
        change.queue().length(),
        at,
        passedOver.subList(surplus, passedOver.size()),
        TicketWindow.beginning(at).after(change, 0));
  }

  private LineState late(Change change, WeekSums sums) {
    var fewer = new ArrayList<>(missing);
    if (!fewer.remove(change.queue().version())) {
      return this;
    }
    sums.add(change);
    return new LineState(version, length, atMs, fewer, tickets);
  }

  private LineState next(Change change, WeekSums sums) {
    var queue = change.queue();
    long at = queue.updatedAt().toEpochMilli();
    sums.add(change);
    sums.add(queue.location(), atMs, at, length);
    return new LineState(
        queue.version(),
        queue.length(),
        Math.max(at, atMs),
        missing,
        tickets.after(change, at - atMs));
  }
}
