package lab.loadtest.queuetracker.traffic;

import java.util.random.RandomGenerator;

/**
 * The customers of one place: a Poisson process whose rate follows the time of day, by thinning
 * (Lewis and Shedler, 1979). The same seed gives the same day.
 */
final class Arrivals {
  private final Place place;
  private final RandomGenerator random;
  private double at;

  /**
   * @param from the second of the UTC day at which it begins
   */
  Arrivals(Place place, double from, RandomGenerator random) {
    this.place = place;
    this.at = from;
    this.random = random;
  }

  /**
   * When the next customer comes, in seconds of the UTC day, counting on through the following
   * days.
   */
  double next() {
    double meanGap = 1 / (place.meanArrivals() * Day.PEAK);
    do {
      at += exponential(meanGap, random);
    } while (random.nextDouble() * Day.PEAK >= Day.factor(at, place.longitude()));
    return at;
  }

  static double exponential(double mean, RandomGenerator random) {
    return -mean * Math.log(1 - random.nextDouble());
  }
}
