package lab.loadtest.queuetracker.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The arithmetic of a day: how many people come when, and how fast it may pass. */
class DayProperties {
  private static final int HALF_HOURS = 48;

  @Property
  void the_factor_is_bounded_and_follows_the_sun(
      @ForAll @DoubleRange(max = 200_000) double second,
      @ForAll @DoubleRange(min = -180, max = 180) double longitude) {
    double factor = Day.factor(second, longitude);

    assertThat(factor).isBetween(0.0, Day.PEAK);
    assertThat(Day.factor(second + Day.SECONDS, longitude)).isCloseTo(factor, within(1e-6));
    assertThat(Day.factor(second + 3_600, longitude - 15)).isCloseTo(factor, within(1e-6));
  }

  @Example
  void the_mean_of_a_day_is_one_and_the_peak_is_at_local_noon() {
    double mean =
        IntStream.range(0, 24 * 60).mapToDouble(m -> Day.factor(m * 60, 0)).average().orElseThrow();
    assertThat(mean).isCloseTo(1, within(0.02));
    assertThat(Day.factor(12 * 3_600, 0)).isEqualTo(Day.PEAK);
    assertThat(Day.factor(20 * 3_600, -120)).isEqualTo(Day.PEAK);
  }

  @Property(tries = 50)
  void arrivals_are_in_order_and_as_many_as_the_rate_says(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int counters) {
    var place = new Place("p", 0, counters, 10);
    double expected = place.meanArrivals() * Day.SECONDS;
    double[] day = day(place, seed);

    assertThat(day).isSorted();
    assertThat((double) day.length).isCloseTo(expected, within(6 * Math.sqrt(expected)));
    assertThat(day(place, seed)).as("equal seeds").isEqualTo(day);
    double noon = between(day, 11.5, 12.5) / (double) between(day, 2, 5);
    assertThat(noon).as("people at noon for each one at night").isGreaterThan(5);
  }

  private static double[] day(Place place, long seed) {
    var arrivals = new Arrivals(place, 0, new SplittableRandom(seed));
    return DoubleStream.generate(arrivals::next).takeWhile(at -> at < Day.SECONDS).toArray();
  }

  private static long between(double[] day, double fromHour, double toHour) {
    return DoubleStream.of(day).filter(at -> at >= fromHour * 3_600 && at < toHour * 3_600).count();
  }

  @Property
  void the_rate_is_not_exceeded_at_any_hour(
      @ForAll @IntRange(min = 1, max = 1_000) int rate,
      @ForAll @DoubleRange(min = 0.1, max = 1_000) double wanted,
      @ForAll @DoubleRange(min = -180, max = 180) double longitude) {
    var places = List.of(new Place("a", longitude, 3, 200), new Place("b", -90, 8, 400));
    double speed = Pace.speed(places, wanted, rate);

    assertThat(speed).isPositive().isLessThanOrEqualTo(wanted);
    for (int i = 0; i < HALF_HOURS; i++) {
      double second = i * 1_800.0;
      double customers = places.stream().mapToDouble(place -> place.arrivals(second)).sum();
      assertThat(2 * customers * speed).as("joins and departures per second").isLessThan(rate);
    }
  }

  @Property
  void simultaneous_requests_are_sent_one_after_the_other(
      @ForAll @IntRange(min = 1, max = 1_000) int rate,
      @ForAll @IntRange(min = 1, max = 100) int together) {
    var pace = new Pace(rate);
    long period = 1_000_000_000L / rate;
    for (int i = 0; i < together; i++) {
      assertThat(pace.nextNanos(7)).isEqualTo(i * period);
    }
    long later = 7 + together * period + 1;
    assertThat(pace.nextNanos(later)).as("after a pause").isZero();
    assertThat(pace.nextNanos(later)).as("a pause is not saved up").isEqualTo(period);
  }
}
