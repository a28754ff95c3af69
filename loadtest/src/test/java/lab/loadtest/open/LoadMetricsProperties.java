package lab.loadtest.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Percentage;

/**
 * A percentile that Prometheus computes from the exported buckets, compared with HdrHistogram's.
 */
class LoadMetricsProperties {
  private static final int REQUESTS = 5_000;

  /** A distribution of latencies. */
  record Latency(String what, double median, double spread, double slowShare, double slowTimes) {}

  @Property(tries = 60)
  void percentiles_of_spread_latency_are_within_a_tenth(
      @ForAll("spread") Latency latency, @ForAll long seed) {
    var random = new SplittableRandom(seed);
    var read = new TwoReadings();
    for (int i = 0; i < REQUESTS; i++) {
      boolean slow = random.nextDouble() < latency.slowShare();
      double middle = latency.median() * (slow ? latency.slowTimes() : 1);
      read.observe(middle * Math.exp(latency.spread() * random.nextGaussian()));
    }
    for (double quantile : new double[] {0.5, 0.99}) {
      assertThat(read.byPrometheus(quantile))
          .as("%s of %s", quantile, latency)
          .isCloseTo(read.byHdrHistogram(quantile), Percentage.withPercentage(10));
    }
  }

  /** One mode, or two: 10 % to 30 % of the requests take much longer. */
  @Provide
  Arbitrary<Latency> spread() {
    Arbitrary<Double> medians = Arbitraries.of(0.0005, 0.003, 0.02, 0.3, 3.0);
    Arbitrary<Double> spreads = Arbitraries.doubles().between(0.25, 0.45);
    Arbitrary<Double> shares = Arbitraries.of(0.0, 0.1, 0.3);
    return Combinators.combine(medians, spreads, shares)
        .as((median, spread, share) ->
            new Latency(share == 0 ? "lognormal" : "bimodal", median, spread, share, slow(median)));
  }

  private static double slow(double median) {
    return median < 1 ? 10 : 1;
  }

  /** The worst case: all requests take the same time, whatever it is. */
  @Property(tries = 200)
  void percentiles_of_constant_latency_are_within_a_tenth(@ForAll("seconds") double seconds) {
    var read = new TwoReadings();
    for (int i = 0; i < 1000; i++) {
      read.observe(seconds);
    }
    assertThat(read.byPrometheus(0.99))
        .isCloseTo(read.byHdrHistogram(0.99), Percentage.withPercentage(10));
  }

  @Provide
  Arbitrary<Double> seconds() {
    return Arbitraries.doubles().between(0, 1).ofScale(4).map(x -> 0.0005 * Math.pow(20_000, x));
  }

  @Example
  void latency_on_a_bound_is_reported_as_that_bound() {
    for (double bound : LoadMetrics.bounds()) {
      var read = new TwoReadings();
      for (int i = 0; i < 1000; i++) {
        read.observe(bound);
      }
      assertThat(read.byPrometheus(0.99))
          .isCloseTo(read.byHdrHistogram(0.99), Percentage.withPercentage(1));
    }
  }
}
