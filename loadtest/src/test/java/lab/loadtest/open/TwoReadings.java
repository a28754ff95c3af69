package lab.loadtest.open;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** The same latencies, as Prometheus and as HdrHistogram see them. */
final class TwoReadings {
  private static final Pattern BUCKET =
      Pattern.compile(
          "lab_load_request_seconds_bucket\\{.*operation=\"read\".*le=\"(.+)\"} (\\d+)");
  private static final Arrival READ = new Arrival(0, true, "read", 0, 0);

  private final LoadMetrics metrics = new LoadMetrics("toy", "load", List.of("read"), Map::of);
  private final Histogram histogram = new Histogram(3);

  private record Bucket(double bound, double count) {}

  void observe(double seconds) {
    long micros = Math.round(seconds * 1e6);
    metrics.ok(READ, micros);
    histogram.recordValue(micros);
  }

  double byHdrHistogram(double quantile) {
    return histogram.getValueAtPercentile(100 * quantile) / 1e6;
  }

  /** Like {@code histogram_quantile}: linear interpolation within the bucket. */
  double byPrometheus(double quantile) {
    List<Bucket> buckets = buckets();
    double rank = quantile * buckets.getLast().count();
    Bucket below = new Bucket(0, 0);
    for (Bucket bucket : buckets) {
      if (bucket.count() >= rank) {
        double share = (rank - below.count()) / (bucket.count() - below.count());
        return Double.isInfinite(bucket.bound())
            ? below.bound()
            : below.bound() + share * (bucket.bound() - below.bound());
      }
      below = bucket;
    }
    throw new AssertionError("no bucket holds them all");
  }

  private List<Bucket> buckets() {
    var buckets = new ArrayList<Bucket>();
    var matcher = BUCKET.matcher(new String(metrics.text(), UTF_8));
    while (matcher.find()) {
      double bound =
          matcher.group(1).equals("+Inf")
              ? Double.POSITIVE_INFINITY
              : Double.parseDouble(matcher.group(1));
      buckets.add(new Bucket(bound, Double.parseDouble(matcher.group(2))));
    }
    return buckets;
  }
}
