package lab.loadtest.queuetracker.traffic;

/**
 * When people come: a weekday with peaks in the morning, at noon and after work. Made up, in the
 * shape of "popular times" charts.
 */
final class Day {
  /** The largest factor. */
  static final double PEAK = 3;

  static final int SECONDS = 86_400;

  private static final double SECONDS_PER_HOUR = 3_600;
  private static final double DEGREES_PER_HOUR = 15;

  /** At full hours; linear in between. The mean is 1. */
  private static final double[] HOURS = {
    0.05, 0.05, 0.05, 0.05, 0.05, 0.10, 0.50, 1.60, 2.80, 1.60, 0.90, 1.30,
    3.00, 1.90, 0.90, 0.80, 1.10, 1.90, 2.40, 1.40, 0.80, 0.45, 0.20, 0.10
  };

  private Day() {}

  /**
   * The arrival rate divided by its mean, 0 to {@link #PEAK}, at this longitude in degrees east;
   * the local time is solar.
   */
  static double factor(double secondOfUtcDay, double longitude) {
    double hour = secondOfUtcDay / SECONDS_PER_HOUR + longitude / DEGREES_PER_HOUR;
    double local = hour - Math.floor(hour / 24) * 24;
    double before = HOURS[(int) local % 24];
    double after = HOURS[((int) local + 1) % 24];
    return before + (local - (int) local) * (after - before);
  }
}
