package lab.queuetracker.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import lab.queuetracker.prediction.SimulatedDay.Customer;
import lab.queuetracker.prediction.SimulatedDay.Settings;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimulatedDayTest {
  private static final Settings TUESDAY =
      new Settings(DayOfWeek.TUESDAY, 900, 2, Duration.ofSeconds(90), 0);

  @Test
  void a_seed_always_gives_the_same_day() {
    assertThat(SimulatedDay.of(TUESDAY, 1))
        .isEqualTo(SimulatedDay.of(TUESDAY, 1))
        .isNotEqualTo(SimulatedDay.of(TUESDAY, 2));
  }

  @Property(tries = 30)
  void no_more_are_served_than_there_are_counters_and_none_overtakes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int servers) {
    var settings =
        new Settings(DayOfWeek.TUESDAY, 300 * servers, servers, Duration.ofSeconds(120), 0.1);
    List<Customer> day = SimulatedDay.of(settings, seed).customers();

    assertThat(day).isSortedAccordingTo(Comparator.comparingDouble(Customer::arrived));
    assertThat(day).isSortedAccordingTo(Comparator.comparingDouble(Customer::called));
    for (Customer one : day) {
      assertThat(one.arrived()).isLessThanOrEqualTo(one.called());
      assertThat(count(day, o -> o.called() <= one.called() && one.called() < o.left()))
          .isLessThanOrEqualTo(servers);
      assertThat(one.ahead())
          .isEqualTo(count(day, o -> o.arrived() < one.arrived() && one.arrived() < o.left()));
    }
  }

  /** Nobody waits while a counter is idle. */
  @Property(tries = 30)
  void who_finds_a_free_counter_is_called_at_once_and_nobody_else(@ForAll long seed) {
    for (Customer one : SimulatedDay.of(TUESDAY, seed).customers()) {
      assertThat(one.waited().isZero()).isEqualTo(one.ahead() < TUESDAY.servers());
    }
  }

  /** Over 100 days 90,000 customers are expected; 1,500 is five standard deviations. */
  @Test
  void arrivals_and_service_times_match_the_settings() {
    List<Customer> all =
        LongStream.range(0, 100)
            .mapToObj(seed -> SimulatedDay.of(TUESDAY, seed).customers())
            .flatMap(List::stream)
            .toList();

    assertThat(all.size()).isBetween(88_500, 91_500);
    assertThat(all.stream().mapToLong(c -> c.serviceTime().toMillis()).average().orElseThrow())
        .isBetween(88_500.0, 91_500.0);
  }

  @Test
  void some_are_not_there_when_called() {
    var settings = new Settings(DayOfWeek.TUESDAY, 5_000, 8, Duration.ofSeconds(60), 0.1);
    List<Customer> day = SimulatedDay.of(settings, 3).customers();

    assertThat(count(day, c -> c.serviceTime().isZero())).isBetween(390L, 610L);
  }

  @Test
  void a_day_has_bounds() {
    assertThatIllegalArgumentException().isThrownBy(() -> settings(0, 1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 0, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> settings(1, 1, 1, 1.1));
  }

  private static Settings settings(double arrivals, int servers, int seconds, double noShows) {
    return new Settings(DayOfWeek.MONDAY, arrivals, servers, Duration.ofSeconds(seconds), noShows);
  }

  private static long count(List<Customer> day, java.util.function.Predicate<Customer> condition) {
    return day.stream().filter(condition).count();
  }
}
