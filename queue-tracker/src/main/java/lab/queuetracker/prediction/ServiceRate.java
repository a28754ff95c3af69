package lab.queuetracker.prediction;

import java.time.Duration;

/**
 * What is known about how fast one counter serves: a Gamma distribution over its rate, in services
 * per second of work. With exponential service times, each observed service adds one to the shape
 * and its duration to the exposure (the conjugate prior of a Poisson process; Gelman et al.,
 * "Bayesian Data Analysis", 2.6).
 *
 * <p>Before each update the previous knowledge loses 2 % of its weight, since the morning's crew is
 * not the evening's (power discounting: Smith, "A Generalization of the Bayesian Steady Forecasting
 * Model", 1979). So about the last fifty services count, and a prior is forgotten.
 *
 * @param shape how many services this knowledge is worth, at least {@link #MIN_SHAPE}
 * @param exposureSeconds the work, in counter-seconds, that these took; above 0
 */
public record ServiceRate(double shape, double exposureSeconds) {
  /** With less, the mean wait would lie beyond its 95 % quantile. */
  public static final double MIN_SHAPE = 2;

  /**
   * The assumption for a place never seen: a minute and a half per customer, worth three services.
   */
  public static final ServiceRate UNSEEN = prior(Duration.ofSeconds(90), 3);

  private static final double REMEMBERED = 0.98;

  /**
   * @throws IllegalArgumentException naming the component that is out of its bounds
   */
  public ServiceRate {
    if (!(shape >= MIN_SHAPE && shape < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("shape must be at least " + MIN_SHAPE);
    }
    if (!(exposureSeconds > 0 && exposureSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("exposure must be above 0");
    }
  }

  /**
   * A guess at the mean service time.
   *
   * @param services how many observed services the guess is worth, at least {@link #MIN_SHAPE}
   */
  public static ServiceRate prior(Duration meanService, double services) {
    return new ServiceRate(services, seconds(meanService) * (services - 1));
  }

  /**
   * The knowledge after one more service.
   *
   * @param busyServerTime the work it took: from its start to its end at one counter. If starts are
   *     not known and all c counters were busy, c times the time since the previous service ended.
   *     Zero for a customer who was called and not there.
   * @throws IllegalArgumentException when the time is negative
   */
  public ServiceRate served(Duration busyServerTime) {
    if (busyServerTime.isNegative()) {
      throw new IllegalArgumentException("busy time must not be negative");
    }
    return new ServiceRate(
        REMEMBERED * shape + 1, REMEMBERED * exposureSeconds + seconds(busyServerTime));
  }

  /** The mean service time, over all possible rates. */
  public Duration meanService() {
    return duration(exposureSeconds / (shape - 1));
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
