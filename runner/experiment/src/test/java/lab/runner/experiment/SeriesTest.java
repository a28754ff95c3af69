package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import lab.protocol.Measure;
import lab.protocol.Samples;
import lab.protocol.Samples.Moment;
import lab.protocol.Samples.Operation;
import lab.protocol.Samples.Second;
import lab.protocol.Samples.WarmUp;
import lab.runner.experiment.Experiment.Effect;
import lab.runner.experiment.Result.InjectedFault;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Four seconds of known responses; the fault is at 1,000 ms and is lifted at 1,900 ms. */
class SeriesTest {
  private static final long START = 1_700_000_000_000L;
  private static final Effect EFFECT =
      new Effect(Duration.ofMillis(500), Duration.ofMillis(300), Duration.ZERO);
  private static final List<InjectedFault> FAULT =
      List.of(new InjectedFault("one", "kill", 1_000, 1_800, 1_900));

  @Test
  void every_value_has_its_measure_and_every_measure_of_an_operation_a_value() {
    Map<String, Double> values =
        Series.values(samples(second(0, 0, 0), second(1, 3, 0)), FAULT, EFFECT);
    List<String> measures =
        Series.measures(List.of("read", "write"), true).stream().map(Measure::name).toList();

    assertThat(measures).containsAll(values.keySet()).doesNotHaveDuplicates();
    assertThat(values).containsKeys("read.p99", "write.failed", "before.read.p999", "during.sent");
    assertThat(Series.measures(List.of("read"), false))
        .extracting(Measure::name)
        .noneMatch(name -> name.startsWith("during") || name.equals("recovery"));
  }

  @Test
  void counts_are_of_the_whole_run_of_an_operation_and_of_a_phase() {
    Map<String, Double> values =
        Series.values(
            samples(second(0, 0, 0), second(1, 3, 1), second(2, 0, 2), second(3, 0, 0)),
            FAULT,
            EFFECT);

    assertThat(values)
        .containsEntry("intended", 400.0)
        .containsEntry("sent", 400.0)
        .containsEntry("missed", 0.0)
        .containsEntry("failed", 6.0)
        .containsEntry("read.failed", 3.0)
        .containsEntry("write.failed", 3.0)
        .containsEntry("ok", 394.0)
        .containsEntry("before.failed", 0.0)
        .containsEntry("during.failed", 4.0)
        .containsEntry("during.write.failed", 1.0)
        .containsEntry("after.failed", 2.0)
        .containsEntry("after.sent", 200.0)
        .containsEntry("read.p50", 1.0)
        .containsEntry("write.p99", 2.0);
  }

  @Test
  void recovery_is_from_the_fault_to_the_last_failure_and_during_lasts_as_long() {
    Moment late = new Moment(START + 2_100, "read", "timeout", 1_500_000);
    Map<String, Double> values =
        Series.values(
            samples(
                List.of(second(0, 0, 0), second(1, 0, 0), second(2, 1, 0), second(3, 0, 0)),
                List.of(late),
                0),
            FAULT,
            EFFECT);

    assertThat(values).containsEntry("recovery", 2_600.0).containsEntry("during.failed", 1.0);
    assertThat(values).containsEntry("during.sent", 300.0).containsEntry("after.sent", 0.0);
  }

  @Test
  void without_a_fault_there_are_no_phases() {
    assertThat(Series.values(samples(second(0, 0, 0)), List.of(), EFFECT))
        .doesNotContainKeys("recovery", "during.failed", "before.failed");
  }

  @Test
  void a_wrong_response_counts_at_any_time() {
    Operation read =
        new Operation(0, Map.of("wrong-answer", 2L, "not-found", 1L, "timeout", 9L), "");
    Second second = new Second(0, 12, 12, 0, Map.of("read", read));
    Samples samples =
        new Samples(
            START,
            List.of(second),
            List.of(),
            List.of(),
            0,
            0,
            new WarmUp(9, 0, Map.of("wrong-answer", 4L, "timeout", 5L)),
            0);

    assertThat(Series.values(samples, List.of(), null)).containsEntry("wrong", 7.0);
    assertThat(Series.measures(List.of(), false))
        .filteredOn(measure -> measure.name().equals("wrong"))
        .extracting(Measure::kind)
        .containsExactly(Measure.Kind.INVARIANT);
  }

  @Test
  void one_percent_of_missed_arrivals_is_doubted_and_less_is_not() {
    assertThat(Series.doubts(samples(missing(10)), List.of(), null))
        .singleElement()
        .asString()
        .contains("missed 10 of 1,000 arrivals");
    assertThat(Series.doubts(samples(missing(9)), List.of(), null)).isEmpty();
  }

  @Test
  void more_than_one_percent_failed_before_the_fault_is_doubted() {
    assertThat(Series.doubts(samples(second(0, 2, 0), second(1, 0, 0)), FAULT, EFFECT))
        .containsExactly("not steady before the fault: 2 of 100 requests failed");
    assertThat(Series.doubts(samples(second(0, 1, 0), second(1, 0, 0)), FAULT, EFFECT)).isEmpty();
    assertThat(Series.doubts(samples(second(1, 0, 0)), FAULT, EFFECT))
        .containsExactly("not steady before the fault: 0 of 0 requests failed");
  }

  @Test
  void more_than_one_percent_slow_before_the_fault_is_doubted() {
    assertThat(Series.doubts(slow(2), FAULT, EFFECT))
        .singleElement()
        .asString()
        .contains("2 of 100 requests took over 500 ms");
    assertThat(Series.doubts(slow(1), FAULT, EFFECT)).isEmpty();
  }

  @Test
  void the_points_are_the_seconds() {
    List<Result.Point> points = Series.points(samples(second(0, 0, 0), second(1, 3, 1)));

    assertThat(points).extracting(Result.Point::second).containsExactly(0, 1);
    assertThat(points.getLast().figures().failed()).isEqualTo(Map.of("read", 3L, "write", 1L));
    assertThat(points.getLast().figures().failedByKind()).isEqualTo(Map.of("timeout", 4L));
  }

  /** Eighty reads and twenty writes, of which these numbers fail. */
  private static Second second(int second, int failedReads, int failedWrites) {
    return new Second(
        second,
        100,
        100,
        0,
        Map.of(
            "read",
            operation(80, failedReads, 1_000),
            "write",
            operation(20, failedWrites, 2_000)));
  }

  private static Operation operation(int count, int failed, long micros) {
    Histogram latency = new Histogram(5);
    latency.recordValueWithCount(micros, count - (long) failed);
    return Operation.of(latency, failed == 0 ? Map.of() : Map.of("timeout", (long) failed));
  }

  private static Second missing(int missed) {
    return new Second(0, 1_000, 1_000L - missed + 4, 4, Map.of());
  }

  private static Samples slow(int count) {
    List<Moment> slow =
        java.util.Collections.nCopies(count, new Moment(START, "read", "slow", 500_001));
    return new Samples(
        START,
        List.of(second(0, 0, 0), second(1, 0, 0)),
        List.of(),
        slow,
        0,
        0,
        new WarmUp(0, 0, Map.of()),
        0);
  }

  private static Samples samples(Second... seconds) {
    return samples(List.of(seconds), List.of(), 0);
  }

  private static Samples samples(List<Second> seconds, List<Moment> failures, long omitted) {
    return new Samples(
        START, seconds, failures, List.of(), omitted, 0, new WarmUp(0, 0, Map.of()), 0);
  }
}
