package lab.queuetracker.analytics;

import java.time.Duration;

/**
 * An hour of the week: 0 is Monday from 0 to 1 o'clock, 167 is Sunday's last.
 *
 * <p>A place's local time is the sun's, to the hour: its longitude by 15 degrees, as at sea. The
 * places are invented, and have no time zone with summer times and borders.
 */
final class HourOfWeek {
  static final int COUNT = 7 * 24;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** 1 January 1970, when time began, was a Thursday. */
  private static final long MONDAY_TO_EPOCH = 3 * 24L;

  private static final double DEGREES_PER_HOUR = 15;

  private HourOfWeek() {}

  /** How far a place's clock is ahead of UTC, in milliseconds. */
  static long aheadOfUtc(double longitude) {
    return Math.round(longitude / DEGREES_PER_HOUR) * HOUR;
  }

  /**
   * The hour that a moment is in.
   *
   * @param localMs milliseconds since 1970, on the place's clock
   */
  static int of(long localMs) {
    return (int) Math.floorMod(Math.floorDiv(localMs, HOUR) + MONDAY_TO_EPOCH, (long) COUNT);
  }

  /** The first moment of the next hour. */
  static long end(long localMs) {
    return (Math.floorDiv(localMs, HOUR) + 1) * HOUR;
  }
}
