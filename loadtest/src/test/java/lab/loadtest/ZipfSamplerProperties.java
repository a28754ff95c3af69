package lab.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ZipfSamplerProperties {
  private static final int DRAWS = 100_000;

  @Property(tries = 40)
  void each_rank_comes_as_often_as_the_law_says(
      @ForAll @IntRange(min = 1, max = 50) int n,
      @ForAll @DoubleRange(min = 0, max = 3) double exponent,
      @ForAll long seed) {
    int[] counts = new int[n + 1];
    var random = new SplittableRandom(seed);
    ZipfSampler sampler = new ZipfSampler(exponent);
    for (int i = 0; i < DRAWS; i++) {
      counts[sampler.rank(n, random)]++;
    }

    double norm = 0;
    for (int k = 1; k <= n; k++) {
      norm += Math.pow(k, -exponent);
    }
    double chiSquared = 0;
    double restExpected = 0;
    double restCount = 0;
    int cells = 0;
    for (int k = 1; k <= n; k++) {
      double expected = DRAWS * Math.pow(k, -exponent) / norm;
      if (expected >= 20) {
        chiSquared += Math.pow(counts[k] - expected, 2) / expected;
        cells++;
      } else {
        restExpected += expected;
        restCount += counts[k];
      }
    }
    chiSquared += restExpected < 20 ? 0 : Math.pow(restCount - restExpected, 2) / restExpected;
    // Ten standard deviations above the mean of a chi-squared variable, and some.
    assertThat(chiSquared).isLessThan(cells + 10 * Math.sqrt(2.0 * cells) + 30);
  }

  @Property(tries = 200)
  void stays_within_the_population(
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int n,
      @ForAll @DoubleRange(min = 0, max = 5) double exponent,
      @ForAll long seed) {
    var random = new SplittableRandom(seed);
    ZipfSampler sampler = new ZipfSampler(exponent);
    for (int i = 0; i < 100; i++) {
      assertThat(sampler.rank(n, random)).isBetween(1, n);
    }
  }

  @Property(tries = 50)
  void the_same_seed_draws_the_same_ranks(@ForAll long seed) {
    ZipfSampler sampler = new ZipfSampler(1);
    var one = new SplittableRandom(seed);
    var other = new SplittableRandom(seed);
    for (int i = 0; i < 100; i++) {
      assertThat(sampler.rank(1000, one)).isEqualTo(sampler.rank(1000, other));
    }
  }
}
