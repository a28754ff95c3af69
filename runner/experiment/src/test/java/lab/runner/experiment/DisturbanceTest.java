package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import lab.protocol.Samples;
import org.junit.jupiter.api.Test;

/** The fault is at 10,000 ms, and the quiet time is two seconds. */
class DisturbanceTest {
  @Test
  void nothing_failed_and_nothing_slow_is_no_disturbance() {
    assertThat(recovery(List.of(), List.of())).isZero();
  }

  @Test
  void lasts_until_the_last_failure_has_come() {
    assertThat(recovery(moments(100, 10_050, 14_000), List.of())).isEqualTo(4_100);
  }

  @Test
  void a_request_in_flight_at_the_fault_counts_from_the_fault_to_its_answer() {
    assertThat(recovery(List.of(), moments(3_000, 9_900))).isEqualTo(2_900);
  }

  @Test
  void slow_answers_count_until_it_has_been_quiet() {
    assertThat(recovery(List.of(), moments(600, 11_000, 12_500, 16_000))).isEqualTo(3_100);
  }

  @Test
  void what_was_over_before_the_fault_does_not_count() {
    assertThat(recovery(moments(100, 5_000), moments(600, 6_000))).isZero();
  }

  private static long recovery(List<Samples.Moment> failures, List<Samples.Moment> slow) {
    return Disturbance.recoveryMillis(10_000, failures, slow, 2_000);
  }

  private static List<Samples.Moment> moments(long tookMillis, long... at) {
    return LongStream.of(at)
        .mapToObj(moment -> new Samples.Moment(moment, "read", "slow", tookMillis * 1000))
        .toList();
  }
}
