package lab.runner.traffic;

import java.util.random.RandomGenerator;

/**
 * The customers of one place: a Poisson process whose rate follows the day, by thinning (Lewis and
 * Shedler, 1979). Equal seeds give equal days.
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

  /** When the next comes, in seconds of the UTC day; those of the days after count on. */
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
