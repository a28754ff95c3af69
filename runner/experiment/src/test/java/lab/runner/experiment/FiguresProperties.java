package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lab.protocol.Samples;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;

class FiguresProperties {
  private static final long START = 1_700_000_000_000L;

  /** One second with these latencies (in microseconds) and this number of failures. */
  private static Samples.Second second(int second, List<Integer> micros, int failed) {
    Histogram histogram = new Histogram(3);
    micros.forEach(histogram::recordValue);
    Map<String, Long> kinds = failed == 0 ? Map.of() : Map.of("timeout", (long) failed);
    long sent = micros.size() + failed;
    return new Samples.Second(
        second,
        sent,
        sent,
        0,
        Map.of(
            "read",
            Samples.Operation.of(histogram, kinds),
            "write",
            new Samples.Operation(0, Map.of(), "")));
  }

  @Property(tries = 200)
  void merged_seconds_have_the_percentiles_of_all_their_latencies(
      @ForAll @Size(min = 1, max = 6)
          List<@Size(min = 1, max = 40) List<@IntRange(min = 1, max = 5_000_000) Integer>> all) {
    List<Samples.Second> seconds = new ArrayList<>();
    List<Integer> flat = new ArrayList<>();
    for (List<Integer> micros : all) {
      seconds.add(second(seconds.size(), micros, 0));
      flat.addAll(micros);
    }
    flat.sort(null);

    Figures figures = Figures.of(seconds);

    assertThat(figures.ok()).isEqualTo(flat.size());
    assertThat(figures.p99Millis()).isNotNull();
    int index = (int) Math.ceil(0.99 * flat.size()) - 1;
    double exact = flat.get(index) / 1000.0;
    // HdrHistogram keeps three significant digits.
    assertThat(figures.p99Millis()).isBetween(exact * 0.999, exact * 1.002 + 0.001);
    assertThat(figures.p50Millis()).isLessThanOrEqualTo(figures.p99Millis());
    assertThat(figures.p99Millis()).isLessThanOrEqualTo(figures.p999Millis());
  }

  @Property(tries = 200)
  void every_second_is_in_one_phase_and_the_phases_add_up(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 9) Integer> failures,
      @ForAll @IntRange(min = 0, max = 30_000) int from,
      @ForAll @IntRange(min = 0, max = 10_000) int length) {
    List<Samples.Second> seconds = new ArrayList<>();
    for (int failed : failures) {
      seconds.add(second(seconds.size(), List.of(1000), failed));
    }
    Figures whole = Figures.of(seconds);

    List<Figures> phases =
        Phases.of(samples(seconds, List.of()), from, from + length).values().stream()
            .map(Figures::of)
            .toList();

    assertThat(sum(phases.stream().map(Figures::intended))).isEqualTo(whole.intended());
    assertThat(sum(phases.stream().map(Figures::allFailed))).isEqualTo(whole.allFailed());
    assertThat(sum(phases.stream().map(Figures::ok))).isEqualTo(whole.ok());
    long before = phases.getFirst().ok();
    assertThat(before).isEqualTo(Math.min(failures.size(), from / 1000));
    // "During" includes the whole second in which it ends.
    long last = Math.min(failures.size(), (from + length) / 1000 + 1);
    assertThat(phases.get(1).ok()).isEqualTo(last - before);
  }

  /** A failed create: when it was due, and how long after that it failed. */
  record Failure(int at, int took) {}

  @Provide
  Arbitrary<List<Failure>> failures() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9_999), Arbitraries.integers().between(0, 3_000))
        .as(Failure::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 200)
  void a_failure_belongs_to_the_time_at_which_it_occurred_and_only_earlier_ones_are_unsteady(
      @ForAll("failures") List<Failure> failures,
      @ForAll @IntRange(min = 0, max = 12_000) int from,
      @ForAll @IntRange(min = 0, max = 3_000) int length) {
    List<Samples.Second> seconds = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int second = i;
      long failed = failures.stream().filter(failure -> failure.at() / 1000 == second).count();
      seconds.add(second(i, List.of(1000), Math.toIntExact(failed)));
    }
    List<Samples.Moment> moments =
        failures.stream()
            .map(f -> new Samples.Moment(START + f.at(), "read", "timeout", f.took() * 1000L))
            .toList();

    List<Figures> phases =
        Phases.of(samples(seconds, moments), from, from + length).values().stream()
            .map(Figures::of)
            .toList();

    long whole = from / 1000 * 1000L;
    long own =
        failures.stream()
            .filter(failure -> failure.at() < whole && failure.at() + failure.took() + 2 <= from)
            .count();
    Figures before = phases.getFirst();
    assertThat(before.allFailed()).isEqualTo(own);
    assertThat(before.failedByKind().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(own);
    assertThat(before.intended()).isEqualTo(before.ok() + own);
    assertThat(before.sent()).isEqualTo(before.intended());
    assertThat(sum(phases.stream().map(Figures::allFailed))).isEqualTo(failures.size());
    assertThat(sum(phases.stream().map(Figures::intended))).isEqualTo(10 + failures.size());
    assertThat(sum(phases.stream().map(Figures::missed))).isZero();
  }

  @Property(tries = 200)
  void recovery_ends_with_the_last_failure_and_never_before_the_fault(
      @ForAll List<@IntRange(min = -5000, max = 20_000) Integer> failedAt,
      @ForAll List<@IntRange(min = -5000, max = 20_000) Integer> slowAt) {
    long recovery = Disturbance.recoveryMillis(0, moments(failedAt, 0), moments(slowAt, 500), 1000);

    long lastFailure = failedAt.stream().mapToLong(Integer::longValue).max().orElse(0);
    assertThat(recovery).isGreaterThanOrEqualTo(Math.max(0, lastFailure));
    long last =
        Stream.concat(failedAt.stream(), slowAt.stream().map(at -> at + 500))
            .mapToLong(Integer::longValue)
            .max()
            .orElse(0);
    assertThat(recovery).isLessThanOrEqualTo(Math.max(0, last));
  }

  private static Samples samples(List<Samples.Second> seconds, List<Samples.Moment> failures) {
    return new Samples(
        START, seconds, failures, List.of(), 0, 0, new Samples.WarmUp(0, 0, Map.of()), 0);
  }

  private static List<Samples.Moment> moments(List<Integer> at, long millis) {
    return at.stream()
        .map(moment -> new Samples.Moment(moment, "read", "slow", millis * 1000))
        .toList();
  }

  private static long sum(Stream<Long> values) {
    return values.mapToLong(Long::longValue).sum();
  }
}
