package lab.loadtest.queuetracker.traffic;

/**
 * A place, as far as the simulation is concerned.
 *
 * @param longitude degrees, east positive
 * @param counters that serve in parallel
 * @param meanServiceSeconds of one customer at one counter
 */
record Place(String location, double longitude, int counters, double meanServiceSeconds) {
  /**
   * Utilization of the counters, averaged over a day: {@link Day#PEAK} times this is nearly too
   * much.
   */
  private static final double BUSY = 0.3;

  /** Customers per second, averaged over the day. */
  double meanArrivals() {
    return BUSY * counters / meanServiceSeconds;
  }

  /** Customers per second at this time. */
  double arrivals(double secondOfUtcDay) {
    return meanArrivals() * Day.factor(secondOfUtcDay, longitude);
  }
}
