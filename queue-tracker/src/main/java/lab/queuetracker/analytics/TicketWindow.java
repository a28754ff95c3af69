package lab.queuetracker.analytics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import lab.queuetracker.prediction.LittlesLaw;
import lab.queuetracker.queue.Change;

/**
 * The data for checking Little's law at one place, from one moment on without a gap. It only covers
 * people who took a ticket in this period: a sensor's reading and people without a ticket show no
 * arrival, and those who came before have only a part of their stay in it. So the window starts
 * empty, and the law is exact whenever nobody waits.
 *
 * @param sinceMs its start, milliseconds since 1970
 * @param waiting when each of those waiting joined, milliseconds since 1970
 * @param personMs people times milliseconds: the integral of how many wait
 * @param longestMs the longest of the stays that have ended
 * @param skewMs the total by which changes were dated earlier than the ones before them, because
 *     the clocks of two instances differ: an upper bound of the error in personMs
 */
record TicketWindow(
    long sinceMs,
    List<Long> waiting,
    long personMs,
    long joined,
    long ended,
    long stayMs,
    long longestMs,
    long skewMs) {
  private static final double MILLIS = 1_000;

  /** Copies the list. */
  TicketWindow {
    waiting = List.copyOf(waiting);
  }

  static TicketWindow beginning(long sinceMs) {
    return new TicketWindow(sinceMs, List.of(), 0, 0, 0, 0, 0, 0);
  }

  /**
   * The window after the line's next change.
   *
   * @param passed milliseconds since the one before; negative if it is dated earlier
   */
  TicketWindow after(Change change, long passed) {
    long people = personMs + waiting.size() * Math.max(0, passed);
    long skew = skewMs + Math.max(0, -passed);
    long at = change.queue().updatedAt().toEpochMilli();
    return switch (change.kind()) {
      case READ -> with(waiting, people, skew).lapsed(change.queue().length(), at);
      case JOINED -> {
        var more = new ArrayList<>(waiting);
        more.add(at);
        yield new TicketWindow(sinceMs, more, people, joined + 1, ended, stayMs, longestMs, skew);
      }
      case LEFT, SERVED, NO_SHOW ->
          change.waited() == null || waiting.isEmpty() || at - millis(change) < sinceMs
              ? with(waiting, people, skew)
              : with(waiting, people, skew).ended(at, millis(change));
    };
  }

  private static long millis(Change change) {
    Duration waited = change.waited();
    return waited == null ? 0 : waited.toMillis();
  }

  private TicketWindow with(List<Long> waiting, long personMs, long skewMs) {
    return new TicketWindow(sinceMs, waiting, personMs, joined, ended, stayMs, longestMs, skewMs);
  }

  /**
   * Keeps at most as many waiting tickets as people in line, the last ones: the others have gone.
   */
  private TicketWindow lapsed(int length, long at) {
    var window = this;
    while (window.waiting.size() > length) {
      window = window.ended(at, at - window.waiting.getFirst());
    }
    return window;
  }

  /** Ends the stay of whoever joined then; if nobody did, a clock is wrong, and the first one's. */
  private TicketWindow ended(long at, long stay) {
    var fewer = new ArrayList<>(waiting);
    fewer.remove(Math.max(0, fewer.indexOf(at - stay)));
    return new TicketWindow(
        sinceMs,
        fewer,
        personMs,
        joined,
        ended + 1,
        stayMs + stay,
        Math.max(longestMs, stay),
        skewMs);
  }

  /** The finding for the window up to that moment; empty until a stay has ended. */
  Optional<LittlesLaw.Finding> until(long atMs) {
    if (ended == 0 || atMs <= sinceMs) {
      return Optional.empty();
    }
    long oldest = waiting.isEmpty() ? 0 : atMs - Collections.min(waiting);
    long edges = waiting.size() * Math.max(longestMs, oldest);
    var sums =
        new LittlesLaw.Sums(
            (atMs - sinceMs) / MILLIS, personMs / MILLIS, joined, ended, stayMs / MILLIS);
    return Optional.of(sums.finding((edges + skewMs) / MILLIS));
  }
}
