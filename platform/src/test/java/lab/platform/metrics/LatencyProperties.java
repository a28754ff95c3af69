package lab.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.HdrHistogram.Histogram;

/** How close a percentile read from the buckets is to the true one. */
class LatencyProperties {
  private record Bucket(double bound, double count) {}

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aPercentileIsWithinATenthOfTheTrueOne(
      @ForAll("latencies") long[] micros, @ForAll @DoubleRange(min = 0.3, max = 0.99) double q) {
    var truth = new Histogram(4);
    LongStream.of(micros).forEach(truth::recordValue);

    double read = quantile(q, buckets(scrape(micros))) * 1e6;

    assertThat(read).isCloseTo(truth.getValueAtPercentile(100 * q), withPercentage(10.5));
  }

  /** Lognormal distributions, some with a second hump far from the first, and single values. */
  @Provide
  Arbitrary<long[]> latencies() {
    var medians = Arbitraries.doubles().between(6.5, 15);
    var spreads = Arbitraries.doubles().between(0, 1);
    var humps = Arbitraries.doubles().between(0, 0.5);
    return medians
        .tuple2()
        .flatMap(m ->
            spreads.flatMap(s ->
                humps.flatMap(h ->
                    Arbitraries.longs()
                        .map(seed -> draw(new Random(seed), m.get1(), m.get2(), s, h)))));
  }

  private static long[] draw(Random random, double one, double other, double spread, double hump) {
    return LongStream.generate(
            () -> {
              double median = random.nextDouble() < hump ? other : one;
              double value = Math.exp(median + spread * random.nextGaussian());
              return (long) Math.clamp(value, 500, 9.9e6);
            })
        .limit(1_000)
        .toArray();
  }

  private static String scrape(long... micros) {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var timer = Latency.timer("latency").register(registry);
    LongStream.of(micros).forEach(value -> timer.record(value, TimeUnit.MICROSECONDS));
    return registry.scrape();
  }

  private static List<Bucket> buckets(String scrape) {
    var buckets = new ArrayList<Bucket>();
    for (String line :
        scrape.lines().filter(l -> l.startsWith("latency_seconds_bucket")).toList()) {
      String bound = line.replaceAll(".*le=\"([^\"]*)\".*", "$1").replace("+Inf", "Infinity");
      String count = line.substring(line.lastIndexOf(' ') + 1);
      buckets.add(new Bucket(Double.parseDouble(bound), Double.parseDouble(count)));
    }
    return buckets;
  }

  /** Computed as in Prometheus: the rank's bucket, with linear interpolation within it. */
  private static double quantile(double q, List<Bucket> buckets) {
    double rank = q * buckets.getLast().count();
    var below = new Bucket(0, 0);
    for (Bucket bucket : buckets) {
      if (bucket.count() >= rank) {
        double share = (rank - below.count()) / (bucket.count() - below.count());
        return below.bound() + (bucket.bound() - below.bound()) * share;
      }
      below = bucket;
    }
    throw new IllegalStateException("no bucket holds the rank");
  }
}
