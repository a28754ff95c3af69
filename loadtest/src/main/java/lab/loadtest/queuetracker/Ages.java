package lab.loadtest.queuetracker;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The ages of responses. Thread-safe. */
final class Ages {
  private static final long MOST_MILLIS = Duration.ofHours(1).toMillis();

  private final Histogram millis = new ConcurrentHistogram(MOST_MILLIS, 3);
  private final LongAdder hits = new LongAdder();

  /** Records one response, and whether the service says that it came from its cache. */
  void note(long ageMillis, boolean hit) {
    millis.recordValue(Math.min(ageMillis, MOST_MILLIS));
    if (hit) {
      hits.increment();
    }
  }

  double percentile(double percentile) {
    return millis.getValueAtPercentile(percentile);
  }

  double oldest() {
    return millis.getMaxValue();
  }

  /** The share of responses older than 0 ms; NaN if there are no responses. */
  double stale() {
    return 1 - millis.getCountAtValue(0) / (double) millis.getTotalCount();
  }

  /** The share of responses from the cache; NaN if there are no responses. */
  double hits() {
    return hits.sum() / (double) millis.getTotalCount();
  }
}
