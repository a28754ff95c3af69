package lab.loadtest.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lab.protocol.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 100 per second, the first hundred of them warm-up; late and slow mean more than 100 ms. */
class RecordingTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Duration LIMIT = Duration.ofMillis(100);
  private static final Timing TIMING =
      new Timing(100, Duration.ofSeconds(1), Duration.ofMillis(1_500));

  private final Schedule schedule = new Schedule(TIMING, 1_000_000, 0);
  private final Recording recording =
      new Recording(TIMING, schedule, LIMIT, LIMIT, List.of("read", "write"));

  @BeforeEach
  void begin() {
    schedule.warmUp(0, 0);
  }

  @Test
  void an_arrival_is_late_if_it_is_sent_long_after_it_was_due() {
    recording.sent(read(100, 100 * MILLI));
    recording.sent(read(101, 101 * MILLI));

    Samples samples = recording.samples(0);
    assertThat(samples.seconds()).hasSize(2);
    assertThat(samples.seconds().getFirst().intended()).isEqualTo(100);
    assertThat(samples.seconds().getLast().intended()).isEqualTo(50);
    assertThat(samples.seconds().getFirst().sent()).isEqualTo(2);
    assertThat(samples.seconds().getFirst().late()).isEqualTo(1);
  }

  @Test
  void counts_by_second_operation_and_kind_and_lists_failed_and_slow_requests() {
    recording.ok(read(100, 0), 1_500);
    recording.ok(read(240, 0), 100_001);
    recording.ok(read(241, 0), 100_000);
    recording.failed(read(201, 0), "status-502", 700);
    recording.failed(arrival("write", 110, 0), "timeout", 5_000_000);

    Samples samples = recording.samples(42);
    assertThat(samples.startedAt()).isEqualTo(1_001_000);
    assertThat(samples.cpuMillis()).isEqualTo(42);
    Samples.Second first = samples.seconds().get(0);
    Samples.Second second = samples.seconds().get(1);
    assertThat(first.operations()).containsOnlyKeys("read", "write");
    assertThat(first.operations().get("read").ok()).isEqualTo(1);
    assertThat(first.operations().get("read").decoded().getMaxValue()).isEqualTo(1_500);
    assertThat(first.operations().get("write").failed()).containsEntry("timeout", 1L);
    assertThat(second.operations().get("read").failed()).containsEntry("status-502", 1L);
    assertThat(second.operations().get("read").ok()).isEqualTo(2);
    assertThat(samples.failures())
        .containsExactly(
            new Samples.Moment(1_002_010, "read", "status-502", 700),
            new Samples.Moment(1_001_100, "write", "timeout", 5_000_000));
    assertThat(samples.slow())
        .containsExactly(new Samples.Moment(1_002_400, "read", "slow", 100_001));
  }

  @Test
  void the_totals_are_the_sum_of_all_seconds_and_operations() {
    recording.sent(read(100, 0));
    recording.sent(read(249, 101 * MILLI));
    recording.ok(read(100, 0), 1_000);
    recording.ok(arrival("write", 249, 0), 3_000);
    recording.failed(read(101, 0), "timeout", 1);

    Recording.Whole whole = recording.whole();
    assertThat(whole.intended()).isEqualTo(150);
    assertThat(whole.sent()).isEqualTo(2);
    assertThat(whole.late()).isEqualTo(1);
    assertThat(whole.latency().getTotalCount()).isEqualTo(2);
    assertThat(whole.latency().getMinValue()).isEqualTo(1_000);
    assertThat(whole.latency().getValueAtPercentile(100)).isBetween(3_000L, 3_002L);
  }

  @Test
  void the_warm_up_is_not_included_in_any_figure_but_its_failures_are_counted() {
    Arrival warm = new Arrival(3, false, "read", 0, 500 * MILLI);
    recording.sent(warm);
    recording.sent(warm);
    recording.failed(warm, "wrong-answer", 100);
    recording.failed(new Arrival(4, false, "write", 0, 0), "wrong-answer", 100);
    recording.ok(warm, 10_000_000);

    Samples samples = recording.samples(0);
    assertThat(samples.warmUp().sent()).isEqualTo(2);
    assertThat(samples.warmUp().ok()).isEqualTo(1);
    assertThat(samples.warmUp().failed()).containsEntry("wrong-answer", 2L);
    assertThat(samples.failures()).isEmpty();
    assertThat(samples.slow()).isEmpty();
    assertThat(recording.whole().sent()).isZero();
    assertThat(recording.whole().late()).isZero();
    assertThat(samples.seconds()).allSatisfy(second -> assertThat(second.sent()).isZero());
  }

  @Test
  void the_list_of_failures_is_bounded_and_keeps_the_last() {
    for (int i = 0; i < Recording.LIST_BOUND + 5; i++) {
      recording.failed(read(100 + i % 100, 0), "connection", i);
    }
    recording.failed(read(249, 0), "connection", 1);
    recording.failed(read(248, 0), "connection", 1);

    Samples samples = recording.samples(0);
    assertThat(samples.failures()).hasSize(Recording.LIST_BOUND);
    assertThat(samples.failuresOmitted()).isEqualTo(7);
    assertThat(samples.slowOmitted()).isZero();
    assertThat(samples.failures().getLast().at()).isEqualTo(1_002_490);
  }

  @Test
  void an_unknown_operation_is_refused() {
    assertThatThrownBy(() -> recording.ok(arrival("look", 100, 0), 1)).hasMessageContaining("look");
  }

  private Arrival read(long index, long lateNanos) {
    return arrival("read", index, lateNanos);
  }

  private Arrival arrival(String operation, long index, long lateNanos) {
    long due = schedule.due(index);
    return new Arrival(index, true, operation, due, due + lateNanos);
  }
}
