package lab.queuetracker.analytics;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import lab.queuetracker.queue.Change;

/** What a batch of changes adds to the places' hours of the week. Not thread-safe. */
final class WeekSums {
  /** A longer silence means that nothing was reported, not that nobody came. */
  private static final long LONGEST_SILENCE = Duration.ofDays(1).toMillis();

  private final ToLongFunction<String> aheadOfUtc;
  private final SortedMap<Hour, HourSums> hours = new TreeMap<>();
  private int changes;

  /** An hour of the week at a place. */
  record Hour(String location, int ofWeek) implements Comparable<Hour> {
    private static final Comparator<Hour> ORDER =
        Comparator.comparing(Hour::location).thenComparingInt(Hour::ofWeek);

    @Override
    public int compareTo(Hour other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Empty sums.
   *
   * @param aheadOfUtc a place's offset from UTC, in milliseconds
   */
  WeekSums(ToLongFunction<String> aheadOfUtc) {
    this.aheadOfUtc = aheadOfUtc;
  }

  void add(Change change) {
    changes++;
    String location = change.queue().location();
    long at = change.queue().updatedAt().toEpochMilli() + aheadOfUtc.applyAsLong(location);
    add(location, at, HourSums.of(change));
  }

  /** Adds the period {@code [from, to)}, in which a line had this length. */
  void add(String location, long from, long to, int length) {
    if (to - from > LONGEST_SILENCE) {
      return;
    }
    long ahead = aheadOfUtc.applyAsLong(location);
    long at = from + ahead;
    while (at < to + ahead) {
      long until = Math.min(to + ahead, HourOfWeek.end(at));
      add(location, at, HourSums.passed(until - at, length));
      at = until;
    }
  }

  private void add(String location, long localMs, HourSums sums) {
    hours.merge(new Hour(location, HourOfWeek.of(localMs)), sums, HourSums::plus);
  }

  /** By place and hour. */
  SortedMap<Hour, HourSums> hours() {
    return Collections.unmodifiableSortedMap(hours);
  }

  /** The number of changes added. */
  int changes() {
    return changes;
  }
}
