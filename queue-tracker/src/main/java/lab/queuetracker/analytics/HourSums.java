package lab.queuetracker.analytics;

import java.time.Duration;
import lab.queuetracker.queue.Change;
import org.jspecify.annotations.Nullable;

/**
 * The sums of one hour of the week at one place.
 *
 * @param arrivals tickets taken; a sensor reports a length, not arrivals
 * @param served with a ticket or without
 * @param gone people who left without being served
 * @param waits the number of people served who had a ticket
 * @param waitMs how long these stood in line, in total
 * @param observedMs how long the line's length was known
 * @param busyMs for how much of that time somebody was in line
 * @param lengthMs people times milliseconds: the integral of the length
 */
record HourSums(
    long arrivals,
    long served,
    long gone,
    long noShow,
    long waits,
    long waitMs,
    long observedMs,
    long busyMs,
    long lengthMs) {
  static final HourSums NONE = new HourSums(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** What one change adds. */
  static HourSums of(Change change) {
    return switch (change.kind()) {
      case READ -> NONE;
      case JOINED -> new HourSums(1, 0, 0, 0, 0, 0, 0, 0, 0);
      case SERVED -> served(change.waited());
      case LEFT -> new HourSums(0, 0, 1, 0, 0, 0, 0, 0, 0);
      case NO_SHOW -> new HourSums(0, 0, 0, 1, 0, 0, 0, 0, 0);
    };
  }

  private static HourSums served(@Nullable Duration waited) {
    return waited == null
        ? new HourSums(0, 1, 0, 0, 0, 0, 0, 0, 0)
        : new HourSums(0, 1, 0, 0, 1, waited.toMillis(), 0, 0, 0);
  }

  /** What a period without changes adds. */
  static HourSums passed(long millis, int length) {
    return new HourSums(0, 0, 0, 0, 0, 0, millis, length > 0 ? millis : 0, length * millis);
  }

  HourSums plus(HourSums other) {
    return new HourSums(
        arrivals + other.arrivals,
        served + other.served,
        gone + other.gone,
        noShow + other.noShow,
        waits + other.waits,
        waitMs + other.waitMs,
        observedMs + other.observedMs,
        busyMs + other.busyMs,
        lengthMs + other.lengthMs);
  }
}
