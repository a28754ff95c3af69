package lab.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lab.protocol.Samples.Operation;
import lab.protocol.Samples.Second;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.HdrHistogram.Histogram;

class SamplesProperties {
  private static final long HOUR = 3_600_000_000L;

  @Property(tries = 200)
  void no_latency_is_lost_on_the_way(@ForAll List<@LongRange(min = 0, max = HOUR) Long> micros) {
    Histogram latencies = new Histogram(HOUR, 3);
    micros.forEach(latencies::recordValue);

    Operation operation = Operation.of(latencies, Map.of());

    assertThat(operation.ok()).isEqualTo(micros.size());
    assertThat(operation.decoded()).isEqualTo(latencies);
  }

  @Property(tries = 200)
  void taking_away_failures_undoes_adding_them(
      @ForAll("failures") Map<String, Map<String, Long>> before,
      @ForAll("failures") Map<String, Map<String, Long>> more) {
    Map<String, Operation> operations = operations(before);
    Second some = new Second(3, 1_000_000, 900_000, 7, operations);
    Map<String, Operation> failed = operations(more);
    failed.keySet().retainAll(operations.keySet());
    Second failures = Second.ofFailures(3, failed);
    Map<String, Operation> sums = new TreeMap<>(operations);
    failed.forEach((name, part) -> sums.computeIfPresent(name, (_, whole) -> sum(whole, part)));
    long added = failures.intended();

    assertThat(new Second(3, 1_000_000 + added, 900_000 + added, 7, sums).without(failures))
        .isEqualTo(some);
  }

  @Property(tries = 200)
  void failures_without_themselves_are_none(
      @ForAll("failures") Map<String, Map<String, Long>> failed) {
    Second failures = Second.ofFailures(3, operations(failed));

    Second nothing = failures.without(failures);

    assertThat(nothing.intended()).isZero();
    assertThat(nothing.sent()).isZero();
    assertThat(nothing.operations().keySet()).isEqualTo(failed.keySet());
    assertThat(nothing.operations().values()).allMatch(operation -> operation.failed().isEmpty());
  }

  /** Numbers of failures by operation and kind. */
  @Provide
  Arbitrary<Map<String, Map<String, Long>>> failures() {
    Arbitrary<Map<String, Long>> kinds =
        Arbitraries.maps(
            Arbitraries.of("timeout", "io", "not-found", "wrong-answer"),
            Arbitraries.longs().between(1, 1_000));
    return Arbitraries.maps(Arbitraries.of("read", "write", "delete"), kinds);
  }

  private static Map<String, Operation> operations(Map<String, Map<String, Long>> failed) {
    Map<String, Operation> operations = new TreeMap<>();
    failed.forEach((name, kinds) -> operations.put(name, new Operation(0, kinds, "")));
    return operations;
  }

  private static Operation sum(Operation one, Operation other) {
    Map<String, Long> failed = new TreeMap<>(one.failed());
    other.failed().forEach((kind, count) -> failed.merge(kind, count, Long::sum));
    return new Operation(one.ok(), failed, one.histogram());
  }
}
