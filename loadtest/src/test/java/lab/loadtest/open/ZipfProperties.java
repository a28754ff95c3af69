package lab.loadtest.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ZipfProperties {
  private static final int DRAWS = 100_000;

  @Property(tries = 40)
  void each_rank_is_drawn_as_often_as_the_law_says(
      @ForAll @IntRange(min = 1, max = 50) int n,
      @ForAll @DoubleRange(min = 0, max = 3) double exponent,
      @ForAll long seed) {
    int[] counts = new int[n + 1];
    Zipf zipf = new Zipf(exponent, seed);
    for (int i = 0; i < DRAWS; i++) {
      counts[zipf.rank(i, n)]++;
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
    // Ten standard deviations above the mean of a chi-squared variable, plus a margin.
    assertThat(chiSquared).isLessThan(cells + 10 * Math.sqrt(2.0 * cells) + 30);
  }

  @Property(tries = 200)
  void stays_within_the_population(
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int n,
      @ForAll @DoubleRange(min = 0, max = 5) double exponent,
      @ForAll long seed) {
    Zipf zipf = new Zipf(exponent, seed);
    for (int i = -50; i < 50; i++) {
      assertThat(zipf.rank(i, n)).isBetween(1, n);
    }
  }

  @Property(tries = 50)
  void a_draw_depends_only_on_seed_and_index(@ForAll long seed) {
    Zipf one = new Zipf(1, seed);
    Zipf other = new Zipf(1, seed);
    int[] forwards = new int[100];
    for (int i = 0; i < 100; i++) {
      forwards[i] = one.rank(i, 1000);
    }
    for (int i = 99; i >= 0; i--) {
      assertThat(other.rank(i, 1000)).isEqualTo(forwards[i]);
    }
    assertThat(java.util.stream.IntStream.of(forwards).distinct().count()).isGreaterThan(20);
  }

  @Example
  void another_seed_draws_other_ranks_and_a_negative_exponent_is_refused() {
    assertThat(new Zipf(0, 1).rank(5, 1_000_000)).isNotEqualTo(new Zipf(0, 2).rank(5, 1_000_000));
    assertThatThrownBy(() -> new Zipf(-0.1, 1)).hasMessageContaining("negative");
    assertThatThrownBy(() -> new Zipf(Double.NaN, 1)).hasMessageContaining("negative");
  }
}
