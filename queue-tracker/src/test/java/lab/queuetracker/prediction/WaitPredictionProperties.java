package lab.queuetracker.prediction;

import static lab.queuetracker.prediction.ServiceRate.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class WaitPredictionProperties {
  /**
   * Up to this shape the waits' tail is so heavy that a sample's deviation says little about its
   * mean.
   */
  private static final int MEAN_HAS_AN_ERROR = 8;

  @Property
  void whoever_has_more_people_ahead_waits_longer(
      @ForAll @IntRange(max = 1_000) int ahead,
      @ForAll @IntRange(min = 1, max = 8) int servers,
      @ForAll("rates") ServiceRate rate) {
    assertNotShorter(
        WaitPrediction.estimate(ahead + 1, servers, rate),
        WaitPrediction.estimate(ahead, servers, rate));
  }

  @Property
  void one_more_counter_makes_the_wait_shorter(
      @ForAll @IntRange(max = 1_000) int ahead,
      @ForAll @IntRange(min = 1, max = 8) int servers,
      @ForAll("rates") ServiceRate rate) {
    assertNotShorter(
        WaitPrediction.estimate(ahead, servers, rate),
        WaitPrediction.estimate(ahead, servers + 1, rate));
  }

  @Property
  void the_range_contains_the_expected(
      @ForAll @IntRange(max = 10_000) int ahead,
      @ForAll @IntRange(min = 1, max = 8) int servers,
      @ForAll("rates") ServiceRate rate) {
    WaitEstimate estimate = WaitPrediction.estimate(ahead, servers, rate);

    assertThat(estimate.expected()).isBetween(estimate.low(), estimate.high());
  }

  @Property
  void services_that_took_twice_as_long_mean_twice_the_wait(
      @ForAll @IntRange(max = 1_000) int ahead, @ForAll("rates") ServiceRate rate) {
    WaitEstimate once = WaitPrediction.estimate(ahead, 1, rate);
    WaitEstimate twice =
        WaitPrediction.estimate(
            ahead, 1, new ServiceRate(rate.shape(), 2 * rate.exposureSeconds()));

    assertThat(twice.expected().minus(once.expected().multipliedBy(2)).abs())
        .isLessThan(Duration.ofNanos(1_000));
    assertThat(twice.high().minus(once.high().multipliedBy(2)).abs())
        .isLessThan(Duration.ofMillis(1).plus(once.high().dividedBy(1_000_000)));
  }

  @Property
  void more_services_seen_narrow_the_range(
      @ForAll @IntRange(min = 1, max = 1_000) int ahead, @ForAll("rates") ServiceRate rate) {
    var seenTwice = new ServiceRate(2 * rate.shape(), 2 * rate.exposureSeconds());

    assertThat(width(WaitPrediction.estimate(ahead, 1, seenTwice)))
        .isLessThan(width(WaitPrediction.estimate(ahead, 1, rate)));
  }

  /**
   * 20,000 draws estimate a tail of 5 % to 0.15 % (one standard deviation); 0.8 % is five of them.
   */
  @Property(tries = 60)
  void the_range_is_that_of_a_monte_carlo_of_the_same_model(
      @ForAll @IntRange(min = 1, max = 40) int ahead,
      @ForAll @IntRange(min = 1, max = 8) int servers,
      @ForAll @IntRange(min = 2, max = 60) int shape,
      @ForAll long seed) {
    int line = ahead + servers - 1;
    var rate = new ServiceRate(shape, 77.0 * shape);
    WaitEstimate estimate = WaitPrediction.estimate(line, servers, rate);
    RandomGenerator random = new SplittableRandom(seed);
    double[] waits = new double[20_000];
    int below = 0;
    int above = 0;
    for (int i = 0; i < waits.length; i++) {
      double mu = gamma(shape, random) / rate.exposureSeconds();
      waits[i] = gamma(ahead, random) / (servers * mu);
      below += waits[i] < seconds(estimate.low()) ? 1 : 0;
      above += waits[i] > seconds(estimate.high()) ? 1 : 0;
    }

    assertThat(below).isBetween(840, 1_160);
    assertThat(above).isBetween(840, 1_160);
    if (shape > MEAN_HAS_AN_ERROR) {
      double mean = Arrays.stream(waits).average().orElseThrow();
      double variance =
          Arrays.stream(waits).map(w -> (w - mean) * (w - mean)).average().orElseThrow();
      double error = Math.sqrt(variance / waits.length);

      assertThat(seconds(estimate.expected())).isCloseTo(mean, within(6 * error));
    }
  }

  @Provide
  Arbitrary<ServiceRate> rates() {
    return Combinators.combine(
            Arbitraries.doubles().between(ServiceRate.MIN_SHAPE, 200),
            Arbitraries.doubles().between(0.1, 3_600))
        .as((shape, service) -> new ServiceRate(shape, shape * service));
  }

  private static void assertNotShorter(WaitEstimate longer, WaitEstimate shorter) {
    assertThat(longer.expected()).isGreaterThanOrEqualTo(shorter.expected());
    assertThat(longer.low()).isGreaterThanOrEqualTo(shorter.low());
    assertThat(longer.high()).isGreaterThanOrEqualTo(shorter.high());
  }

  private static Duration width(WaitEstimate estimate) {
    return estimate.high().minus(estimate.low());
  }

  private static double gamma(int shape, RandomGenerator random) {
    double sum = 0;
    for (int i = 0; i < shape; i++) {
      sum -= Math.log(1 - random.nextDouble());
    }
    return sum;
  }
}
