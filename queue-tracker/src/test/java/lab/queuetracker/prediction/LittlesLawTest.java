package lab.queuetracker.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import lab.queuetracker.prediction.LittlesLaw.Finding;
import lab.queuetracker.prediction.SimulatedDay.Customer;
import lab.queuetracker.prediction.SimulatedDay.Settings;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LittlesLawTest {
  private static final double FOREVER = 1e6;
  private static final Settings BUSY =
      new Settings(DayOfWeek.TUESDAY, 900, 2, Duration.ofSeconds(90), 0.05);

  private record Event(double at, int change, Duration stay) {}

  @Test
  void two_who_stay_ten_seconds_of_forty_are_half_a_person() {
    var law = new LittlesLaw(100, 0);
    law.arrived(105);
    law.arrived(110);
    law.left(115, Duration.ofSeconds(10));
    law.left(120, Duration.ofSeconds(10));
    Finding finding = law.until(140, Duration.ZERO);

    assertThat(finding.meanPresent()).isCloseTo(0.5, within(1e-9));
    assertThat(finding.arrivalsPerSecond()).isCloseTo(0.05, within(1e-9));
    assertThat(finding.meanStay()).hasSeconds(10);
    assertThat(finding.relativeGap()).isLessThan(1e-9);
    assertThat(finding.holds()).isTrue();
  }

  @Property(tries = 100)
  void it_is_exact_on_a_whole_day(@ForAll long seed) {
    Finding finding = observe(SimulatedDay.of(BUSY, seed), 0, FOREVER, 1);

    assertThat(finding.relativeGap()).isLessThan(1e-8);
    assertThat(finding.holds()).isTrue();
  }

  @Property(tries = 2_000)
  void it_holds_within_its_tolerance_in_any_window(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 80_000) double from,
      @ForAll @DoubleRange(min = 60, max = 40_000) double span) {
    Finding finding = observe(SimulatedDay.of(BUSY, seed), from, from + span, 1);

    assertThat(finding).matches(Finding::holds);
  }

  /** Stays are measured by a clock that runs 10 % slow. */
  @Property(tries = 100)
  void a_wrong_clock_is_found(@ForAll long seed) {
    Finding finding = observe(SimulatedDay.of(BUSY, seed), 0, FOREVER, 0.9);

    assertThat(finding.relativeGap()).isCloseTo(0.1, within(1e-6));
    assertThat(finding.holds()).isFalse();
  }

  /** From five until four: the tolerance is small enough to be meaningful. */
  @Property(tries = 100)
  void half_of_every_stay_lost_is_found_in_eleven_hours(@ForAll long seed) {
    SimulatedDay day = SimulatedDay.of(BUSY, seed);
    Finding right = observe(day, 18_000, 57_600, 1);
    Finding wrong = observe(day, 18_000, 57_600, 0.5);

    assertThat(right).matches(Finding::holds);
    assertThat(right.tolerance()).isLessThan(0.4);
    assertThat(wrong.holds()).isFalse();
  }

  @Test
  void where_nobody_was_there_is_nothing_to_find() {
    assertThat(new LittlesLaw(0, 0).until(10, Duration.ZERO).holds()).isTrue();
    assertThat(new LittlesLaw(0, 3).until(10, Duration.ZERO).meanPresent()).isEqualTo(3);
    assertThat(new LittlesLaw(0, 3).until(0, Duration.ZERO).meanPresent()).isZero();
  }

  @Test
  void time_does_not_run_backwards() {
    assertThatIllegalArgumentException().isThrownBy(() -> new LittlesLaw(10, 0).arrived(9));
  }

  private static Finding observe(SimulatedDay day, double from, double to, double clock) {
    List<Customer> customers = day.customers();
    long present = customers.stream().filter(c -> c.arrived() < from && c.left() >= from).count();
    var law = new LittlesLaw(from, (int) present);
    customers.stream()
        .flatMap(c ->
            Stream.of(
                new Event(c.arrived(), 1, Duration.ZERO),
                new Event(c.left(), -1, ServiceRate.duration(clock * (c.left() - c.arrived())))))
        .filter(event -> event.at >= from && event.at < to)
        .sorted(Comparator.comparingDouble(Event::at))
        .forEach(event -> tell(law, event));
    double oldest =
        customers.stream()
            .filter(c -> c.arrived() < to && c.left() >= to)
            .mapToDouble(c -> to - c.arrived())
            .max()
            .orElse(0);
    return law.until(to, ServiceRate.duration(oldest));
  }

  private static void tell(LittlesLaw law, Event event) {
    if (event.change > 0) {
      law.arrived(event.at);
    } else {
      law.left(event.at, event.stay);
    }
  }
}
