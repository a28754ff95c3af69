package lab.queuetracker.analytics;

import java.time.Duration;

/**
 * An hour of the week: 0 is Monday from 0:00 to 1:00, 167 is the last hour of Sunday.
 *
 * <p>A place's local time is solar time, rounded to the hour: its longitude divided by 15 degrees,
 * as at sea. The places are invented, and have no time zone with daylight saving time and borders.
 */
final class HourOfWeek {
  static final int COUNT = 7 * 24;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** 1 January 1970, the epoch, was a Thursday. */
  private static final long MONDAY_TO_EPOCH = 3 * 24L;

  private static final double DEGREES_PER_HOUR = 15;

  private HourOfWeek() {}

  /** A place's offset from UTC, in milliseconds. */
  static long aheadOfUtc(double longitude) {
    return Math.round(longitude / DEGREES_PER_HOUR) * HOUR;
  }

  /**
   * The hour of the week that contains a moment.
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
