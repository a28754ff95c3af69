package lab.runner.experiment;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a stretch of load came to. Figures of several seconds are made by adding up their counts and
 * histograms, never by averaging percentiles.
 *
 * @param intended arrivals that were due
 * @param sent of those, how many were sent
 * @param missed never sent, or sent too late
 * @param p50Millis null if nothing was answered rightly
 */
public record Figures(
    long intended,
    long sent,
    long missed,
    long ok,
    long failedReads,
    long failedWrites,
    Map<String, Long> failedByKind,
    @Nullable Double p50Millis,
    @Nullable Double p99Millis,
    @Nullable Double p999Millis) {

  /** Failures and successes alike. */
  public long failed() {
    return failedReads + failedWrites;
  }

  /** Answers that were not merely missing but untrue. */
  long wrongAnswers() {
    return wrongAnswers(failedByKind);
  }

  static long wrongAnswers(Map<String, Long> failedByKind) {
    return failedByKind.getOrDefault("wrong-answer", 0L)
        + failedByKind.getOrDefault("not-found", 0L);
  }

  /** Of no load at all. */
  public static Figures none() {
    return of(List.of());
  }

  static Figures of(Iterable<Samples.Second> seconds) {
    long intended = 0;
    long sent = 0;
    long late = 0;
    long failedReads = 0;
    long failedWrites = 0;
    Map<String, Long> byKind = new TreeMap<>();
    Histogram latency = new Histogram(3);
    for (Samples.Second second : seconds) {
      intended += second.intended();
      sent += second.sent();
      late += second.late();
      failedReads += second.reads().failures();
      failedWrites += second.writes().failures();
      second.reads().failed().forEach((kind, count) -> byKind.merge(kind, count, Long::sum));
      second.writes().failed().forEach((kind, count) -> byKind.merge(kind, count, Long::sum));
      latency.add(second.reads().decoded());
      latency.add(second.writes().decoded());
    }
    return new Figures(
        intended,
        sent,
        intended - sent + late,
        latency.getTotalCount(),
        failedReads,
        failedWrites,
        byKind,
        millis(latency, 50),
        millis(latency, 99),
        millis(latency, 99.9));
  }

  private static @Nullable Double millis(Histogram latency, double percentile) {
    return latency.getTotalCount() == 0 ? null : latency.getValueAtPercentile(percentile) / 1000.0;
  }
}
