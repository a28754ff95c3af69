package lab.runner.experiment;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import lab.protocol.Samples;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a period of load. Figures of several seconds are computed by adding up counts and
 * histograms, never by averaging percentiles.
 *
 * @param intended arrivals that were due
 * @param sent how many of those were sent
 * @param missed how many were never sent, or sent too late
 * @param failed number of failures by operation
 * @param p50Millis the median latency; null if there was no correct response
 */
public record Figures(
    long intended,
    long sent,
    long missed,
    long ok,
    Map<String, Long> failed,
    Map<String, Long> failedByKind,
    @Nullable Double p50Millis,
    @Nullable Double p99Millis,
    @Nullable Double p999Millis) {

  /** The number of failures of all operations. */
  public long allFailed() {
    return failed.values().stream().mapToLong(Long::longValue).sum();
  }

  static Figures of(Iterable<Samples.Second> seconds) {
    return of(seconds, _ -> true);
  }

  /**
   * @param operations selects the operations whose responses count; arrivals have no operation
   */
  static Figures of(Iterable<Samples.Second> seconds, Predicate<String> operations) {
    long intended = 0;
    long sent = 0;
    long late = 0;
    Map<String, Long> failed = new TreeMap<>();
    Map<String, Long> byKind = new TreeMap<>();
    Histogram latency = new Histogram(3);
    for (Samples.Second second : seconds) {
      intended += second.intended();
      sent += second.sent();
      late += second.late();
      for (Map.Entry<String, Samples.Operation> entry : second.operations().entrySet()) {
        if (operations.test(entry.getKey())) {
          Samples.Operation operation = entry.getValue();
          failed.merge(entry.getKey(), operation.failures(), Long::sum);
          operation.failed().forEach((kind, count) -> byKind.merge(kind, count, Long::sum));
          latency.add(operation.decoded());
        }
      }
    }
    return new Figures(
        intended,
        sent,
        intended - sent + late,
        latency.getTotalCount(),
        failed,
        byKind,
        millis(latency, 50),
        millis(latency, 99),
        millis(latency, 99.9));
  }

  private static @Nullable Double millis(Histogram latency, double percentile) {
    return latency.getTotalCount() == 0 ? null : latency.getValueAtPercentile(percentile) / 1000.0;
  }
}
