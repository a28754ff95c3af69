package lab.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ZipfSamplerProperties {
  private static final int DRAWS = 20_000;

  @Property(tries = 60)
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
    for (int k = 1; k <= n; k++) {
      double expected = DRAWS * Math.pow(k, -exponent) / norm;
      // Six standard deviations of a Poisson count: wrong once in hundreds of millions of ranks.
      double allowed = 6 * Math.sqrt(expected) + 6;
      assertThat((double) counts[k])
          .as("rank %d of %d", k, n)
          .isBetween(expected - allowed, expected + allowed);
    }
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
