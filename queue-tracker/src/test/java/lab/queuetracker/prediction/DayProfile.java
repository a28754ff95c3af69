package lab.queuetracker.prediction;

import java.time.DayOfWeek;
import java.time.LocalTime;

/**
 * When people come: how the arrival rate of a café-like place varies with the local hour, with
 * peaks in the morning, at noon and after work; later and flatter at the weekend. Invented, in the
 * shape of typical "popular times" charts.
 */
public final class DayProfile {
  /** The upper bound of the factor. */
  public static final double PEAK = 3;

  private static final double SECONDS_PER_HOUR = 3_600;

  /** At the full hour; interpolated linearly in between. A weekday's mean is 1. */
  private static final double[] WEEKDAY = {
    0.05, 0.05, 0.05, 0.05, 0.05, 0.10, 0.50, 1.60, 2.80, 1.60, 0.90, 1.30,
    3.00, 1.90, 0.90, 0.80, 1.10, 1.90, 2.40, 1.40, 0.80, 0.45, 0.20, 0.10
  };

  private static final double[] WEEKEND = {
    0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.10, 0.30, 0.70, 1.30, 1.70, 1.80,
    1.90, 1.70, 1.40, 1.30, 1.30, 1.20, 1.10, 0.90, 0.60, 0.40, 0.20, 0.10
  };

  private DayProfile() {}

  /** The arrival rate relative to the mean of a weekday; 0 to {@link #PEAK}. */
  public static double factor(DayOfWeek day, LocalTime local) {
    double[] hours = day.compareTo(DayOfWeek.FRIDAY) > 0 ? WEEKEND : WEEKDAY;
    double hour = local.toSecondOfDay() / SECONDS_PER_HOUR;
    double before = hours[(int) hour];
    double after = hours[((int) hour + 1) % 24];
    return before + (hour - (int) hour) * (after - before);
  }
}
