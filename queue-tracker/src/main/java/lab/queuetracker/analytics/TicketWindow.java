package lab.queuetracker.analytics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import lab.queuetracker.prediction.LittlesLaw;
import lab.queuetracker.queue.Change;

/**
 * What Little's law is checked with, at one place, from one moment on without a gap. It is about
 * those alone who took a ticket in this time: a sensor's reading and who has no ticket tell of no
 * arrival, and who came before has a part of his stay in it only. So the window begins with nobody,
 * and the law is exact whenever nobody waits.
 *
 * @param sinceMs its beginning, milliseconds since 1970
 * @param waiting when each who waits joined, milliseconds since 1970
 * @param personMs people times milliseconds: the integral of how many wait
 * @param longestMs the longest of the stays that have ended
 * @param skewMs by how much in all changes were told as earlier than the ones before them, as the
 *     clocks of two instances differ: the most that this makes of personMs
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
   * @param passed milliseconds since the one before; negative if it is told as earlier
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

  /** Of those who wait, no more than stand in line are left, the last: the others are gone. */
  private TicketWindow lapsed(int length, long at) {
    var window = this;
    while (window.waiting.size() > length) {
      window = window.ended(at, at - window.waiting.getFirst());
    }
    return window;
  }

  /** Whoever joined then is gone; if nobody did, a clock is wrong, and it is the first. */
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

  /** What the window shows when it ends then; empty as long as no stay has ended. */
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
