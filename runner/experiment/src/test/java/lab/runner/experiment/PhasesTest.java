package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lab.protocol.Samples;
import org.junit.jupiter.api.Test;

/** The kill is at 1,000 ms; of 100 requests that are due in the second before it, some fail. */
class PhasesTest {
  private static final long START = 1_700_000_000_000L;

  @Test
  void requests_in_flight_that_fail_because_of_the_kill_are_not_unsteady() {
    Map<String, Figures> phases = phases(moment("read", 970, 40), moment("write", 990, 1500));

    assertThat(phases.get("before"))
        .matches(
            before -> before.allFailed() == 0 && before.intended() == 98 && before.sent() == 98);
    assertThat(phases.get("during"))
        .matches(during -> during.failed().equals(Map.of("read", 1L, "write", 1L)));
  }

  @Test
  void requests_that_failed_before_the_kill_are_unsteady() {
    Map<String, Figures> phases = phases(moment("read", 900, 50), moment("write", 10, 800));

    assertThat(phases.get("before"))
        .matches(before -> before.allFailed() == 2 && before.intended() == 100);
    assertThat(phases.get("during").allFailed()).isZero();
  }

  @Test
  void without_a_fault_everything_is_before() {
    Map<String, Figures> phases =
        figures(
            Phases.of(
                samples(moment("read", 970, 40), moment("write", 990, 10)), Long.MAX_VALUE, 0));

    assertThat(phases.get("before").allFailed()).isEqualTo(2);
  }

  /** The kill is at 1,003 ms, and more than 100 ms is slow. */
  @Test
  void requests_already_slow_at_the_fault_are_not_attributed_to_it_wherever_they_ended() {
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

  private static Map<String, Figures> phases(Samples.Moment... failures) {
    return figures(Phases.of(samples(failures), 1_003, 1_900));
  }

  private static Map<String, Figures> figures(Map<String, List<Samples.Second>> phases) {
    Map<String, Figures> figures = new HashMap<>();
    phases.forEach((phase, seconds) -> figures.put(phase, Figures.of(seconds)));
    return figures;
  }

  private static Samples samples(Samples.Moment... failures) {
    return samples(List.of(failures), List.of());
  }

  private static Samples samples(List<Samples.Moment> failures, List<Samples.Moment> slow) {
    Samples.Operation reads = new Samples.Operation(0, Map.of("status-502", 1L), "");
    Samples.Operation writes = new Samples.Operation(0, Map.of("status-502", 1L), "");
    return new Samples(
        START,
        List.of(new Samples.Second(0, 100, 100, 0, Map.of("read", reads, "write", writes))),
        failures,
        slow,
        0,
        0,
        new Samples.WarmUp(0, 0, Map.of()),
        0);
  }

  private static Samples.Moment moment(String operation, long due, long took) {
    return new Samples.Moment(START + due, operation, "status-502", took * 1000);
  }
}
