package lab.runner.traffic;

/**
 * A place as its visitors make it.
 *
 * @param longitude degrees, east positive
 * @param counters that serve in parallel
 * @param meanServiceSeconds of one customer at one counter
 */
record Place(String location, double longitude, int counters, double meanServiceSeconds) {
  /** Of the counters' time, over a day: so that the crowds at the peaks are nearly too many. */
  private static final double BUSY = 0.3;

  /** Customers a second, the mean of the day. */
  double meanArrivals() {
    return BUSY * counters / meanServiceSeconds;
  }

  /** Customers a second at that time. */
  double arrivals(double secondOfUtcDay) {
    return meanArrivals() * Day.factor(secondOfUtcDay, longitude);
  }
}
