package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of 100 requests that are due in the second before a kill, at 1,000 ms, some fail. */
class PhasesTest {
  private static final long START = 1_700_000_000_000L;

  @Test
  void requests_in_flight_at_the_kill_that_fail_by_it_are_not_unsteady() {
    List<Result.Phase> phases = phases(moment("read", 970, 40), moment("write", 990, 1500));

    assertThat(phases.getFirst().figures())
        .matches(before -> before.failed() == 0 && before.intended() == 98 && before.sent() == 98);
    assertThat(phases.get(1).figures())
        .matches(during -> during.failedReads() == 1 && during.failedWrites() == 1);
  }

  @Test
  void requests_that_had_failed_before_the_kill_are() {
    List<Result.Phase> phases = phases(moment("read", 900, 50), moment("write", 10, 800));

    assertThat(phases.getFirst().figures())
        .matches(before -> before.failed() == 2 && before.intended() == 100);
    assertThat(phases.get(1).figures().failed()).isZero();
  }

  @Test
  void without_a_fault_all_is_before_it() {
    List<Result.Phase> phases =
        Phases.of(samples(moment("read", 970, 40), moment("write", 990, 10)), Long.MAX_VALUE, 0);

    assertThat(phases.getFirst().figures().failed()).isEqualTo(2);
  }

  /** The kill is at 1,003 ms, and 100 ms is slow. */
  @Test
  void what_was_slow_already_when_the_fault_came_is_not_the_faults_wherever_it_ended() {
    assertThat(slowBefore(moment("read", 100, 101), moment("read", 900, 5_000))).isEqualTo(2);
    assertThat(slowBefore(moment("read", 100, 100))).isZero();
    assertThat(slowBefore(moment("read", 904, 5_000), moment("read", 1_500, 200))).isZero();
    Samples slow = samples(List.of(), List.of(moment("read", 903, 101)));
    assertThat(Phases.slowBefore(slow, 1_003, 100)).isOne();
    assertThat(Phases.slowBefore(slow, Long.MAX_VALUE, 100)).isOne();
  }

  private static long slowBefore(Samples.Moment... failures) {
    return Phases.slowBefore(samples(failures), 1_003, 100);
  }

  private static List<Result.Phase> phases(Samples.Moment... failures) {
    return Phases.of(samples(failures), 1_003, 1_900);
  }

  private static Samples samples(Samples.Moment... failures) {
    return samples(List.of(failures), List.of());
  }

  private static Samples samples(List<Samples.Moment> failures, List<Samples.Moment> slow) {
    Samples.Operation reads = new Samples.Operation(0, Map.of("status-502", 1L), "");
    Samples.Operation writes = new Samples.Operation(0, Map.of("status-502", 1L), "");
    return new Samples(
        START,
        List.of(new Samples.Second(0, 100, 100, 0, reads, writes)),
        failures,
        slow,
        new Samples.WarmUp(0, 0, Map.of()),
        0,
        0,
        0);
  }

  private static Samples.Moment moment(String operation, long due, long took) {
    return new Samples.Moment(START + due, operation, "status-502", took * 1000);
  }
}
