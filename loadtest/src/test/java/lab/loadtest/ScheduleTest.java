package lab.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** 100 arrivals a second, the first hundred of them warm-up; nano times are made up. */
class ScheduleTest {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);
  private final Schedule schedule = new Schedule(Plans.plan(), 1_000_000, 0);

  @Test
  void arrivals_are_due_at_even_intervals_from_the_warm_ups_truest_start() {
    schedule.warmUp(0, 7_000); // 7 µs late
    schedule.warmUp(1, PERIOD + 2_000); // only 2 µs late
    schedule.warmUp(2, 2 * PERIOD + 5_000);

    assertThat(schedule.due(100)).isEqualTo(100 * PERIOD + 2_000);
    assertThat(schedule.due(103) - schedule.due(100)).isEqualTo(3 * PERIOD);
  }

  @Test
  void nothing_moves_the_schedule_once_it_is_measured_by() {
    schedule.warmUp(0, 5_000);
    long due = schedule.due(100);
    schedule.warmUp(1, PERIOD - 1_000_000);

    assertThat(schedule.due(100)).isEqualTo(due);
  }

  @Test
  void counts_what_is_due_from_the_first_measured_arrival_on() {
    schedule.warmUp(0, 0);
    assertThat(schedule.dueBy(200 * PERIOD)).as("before it is known when that is").isZero();

    assertThat(schedule.due(100)).isEqualTo(100 * PERIOD);
    assertThat(schedule.dueBy(100 * PERIOD - 1)).isZero();
    assertThat(schedule.dueBy(100 * PERIOD)).isEqualTo(1);
    assertThat(schedule.dueBy(103 * PERIOD - 1)).isEqualTo(3);
  }

  @Test
  void tells_the_wall_clock_and_the_second_of_the_measured_part() {
    schedule.warmUp(0, 0);

    assertThat(schedule.measuredFromMillis()).isEqualTo(1_001_000);
    assertThat(schedule.second(100)).isZero();
    assertThat(schedule.second(199)).isZero();
    assertThat(schedule.second(200)).isEqualTo(1);
  }
}
