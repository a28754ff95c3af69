package lab.loadtest.queuetracker.traffic;

/**
 * What the traffic has done so far.
 *
 * @param joined people who are, or were, in a line
 * @param noShows people who were absent when they were called
 * @param left people who lost patience
 * @param errors failed requests
 */
public record Totals(long joined, long served, long noShows, long left, long errors) {
  static final Totals NONE = new Totals(0, 0, 0, 0, 0);

  Totals plus(QueueClient.Action action) {
    return switch (action) {
      case JOIN -> new Totals(joined + 1, served, noShows, left, errors);
      case SERVED -> new Totals(joined, served + 1, noShows, left, errors);
      case NO_SHOW -> new Totals(joined, served, noShows + 1, left, errors);
      case LEAVE -> new Totals(joined, served, noShows, left + 1, errors);
    };
  }

  Totals plusError() {
    return new Totals(joined, served, noShows, left, errors + 1);
  }
}
