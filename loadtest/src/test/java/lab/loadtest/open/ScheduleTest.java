package lab.loadtest.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** 100 arrivals per second, the first hundred of them warm-up; nano times are made up. */
class ScheduleTest {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Timing TIMING =
      new Timing(100, Duration.ofSeconds(1), Duration.ofSeconds(2));
  private final Schedule schedule = new Schedule(TIMING, 1_000_000, 0);

  @Test
  void arrivals_are_due_at_even_intervals_from_the_earliest_estimate_of_t0() {
    schedule.warmUp(0, 7_000); // 7 µs late
    schedule.warmUp(1, PERIOD + 2_000); // only 2 µs late
    schedule.warmUp(2, 2 * PERIOD + 5_000);

    assertThat(schedule.due(100)).isEqualTo(100 * PERIOD + 2_000);
    assertThat(schedule.due(103) - schedule.due(100)).isEqualTo(3 * PERIOD);
  }

  @Test
  void the_schedule_is_frozen_with_the_first_measured_arrival() {
    schedule.warmUp(0, 5_000);
    long due = schedule.due(100);
    schedule.warmUp(1, PERIOD - 1_000_000);

    assertThat(schedule.due(100)).isEqualTo(due);
  }

  @Test
  void counts_due_arrivals_from_the_first_measured_one_on() {
    schedule.warmUp(0, 0);
    assertThat(schedule.dueBy(200 * PERIOD)).as("before t0 is known").isZero();

    assertThat(schedule.due(100)).isEqualTo(100 * PERIOD);
    assertThat(schedule.dueBy(100 * PERIOD - 1)).isZero();
    assertThat(schedule.dueBy(100 * PERIOD)).isEqualTo(1);
    assertThat(schedule.dueBy(103 * PERIOD - 1)).isEqualTo(3);
  }

  @Test
  void converts_to_the_wall_clock_and_to_seconds_of_the_measured_part() {
    schedule.warmUp(0, 0);

    assertThat(schedule.measuredFromMillis()).isEqualTo(1_001_000);
    assertThat(schedule.second(100)).isZero();
    assertThat(schedule.second(199)).isZero();
    assertThat(schedule.second(200)).isEqualTo(1);
  }

  @Test
  void counts_the_arrivals_of_each_part() {
    assertThat(TIMING.firstMeasured()).isEqualTo(100);
    assertThat(TIMING.measured()).isEqualTo(200);
    assertThat(TIMING.whole()).isEqualTo(Duration.ofSeconds(3));
    assertThat(TIMING.isMeasured(99)).isFalse();
    assertThat(TIMING.isMeasured(100)).isTrue();
    assertThat(TIMING.isMeasured(299)).isTrue();
    assertThat(TIMING.isMeasured(300)).isFalse();
    assertThat(Timing.of(100, Duration.ofMillis(1_504)).measured()).isEqualTo(150);
    assertThat(Timing.of(3, Duration.ofSeconds(1)).periodNanos()).isEqualTo(333_333_333);
  }

  @Test
  void a_schedule_from_now_is_due_at_once() {
    long before = System.nanoTime();
    long millis = System.currentTimeMillis();
    Schedule now = Schedule.fromNow(Timing.of(100, Duration.ofSeconds(1)));

    assertThat(now.due(0)).isBetween(before, System.nanoTime());
    assertThat(now.due(7) - now.due(0)).isEqualTo(7 * PERIOD);
    assertThat(now.measuredFromMillis()).isBetween(millis, System.currentTimeMillis() + 1);
  }
}
