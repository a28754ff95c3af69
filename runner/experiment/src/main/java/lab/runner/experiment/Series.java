package lab.runner.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lab.protocol.Lateness;
import lab.protocol.Measure;
import lab.protocol.Measure.Kind;
import lab.protocol.Samples;
import lab.protocol.Samples.Second;
import lab.protocol.Unit;
import lab.runner.experiment.Experiment.Effect;
import lab.runner.experiment.Result.InjectedFault;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own measures of a workload that records its requests by the second: of the whole run
 * ({@code failed}, {@code p99}), of an operation ({@code read.failed}), and of the phases before,
 * during and after the faults ({@code during.p99}, {@code during.read.p99}).
 */
final class Series {
  /** Wrong responses, at any time. */
  static final String WRONG = "wrong";

  /** Time from the first fault to the last failed or slow response. */
  static final String RECOVERY = "recovery";

  /** How often the gateways still attempted the faulted node. */
  static final String ATTEMPTS = "attempts";

  /** When they attempted it last. */
  static final String TURNED = "turned";

  /** Measured only if asked for, because the gateways have to be watched for it. */
  static final Set<String> TRAFFIC = Set.of(ATTEMPTS, TURNED);

  private static final double UNSTEADY_SHARE = 0.01;

  private Series() {}

  /**
   * All these measures, in the order of the report.
   *
   * @param operations of the workload
   * @param faults whether there are faults, and therefore phases
   */
  static List<Measure> measures(List<String> operations, boolean faults) {
    List<Measure> measures = new ArrayList<>();
    measures.add(new Measure("intended", "requests that were due", Unit.COUNT));
    measures.add(new Measure("missed", "arrivals missed by the load generator", Unit.COUNT));
    measures.add(new Measure(WRONG, "wrong answers", Unit.COUNT, Kind.INVARIANT));
    add(measures, "", "", operations);
    if (faults) {
      measures.add(new Measure(RECOVERY, "time to recover", Unit.MILLIS));
      measures.add(new Measure(ATTEMPTS, "later tries of the faulted node", Unit.COUNT));
      measures.add(new Measure(TURNED, "until the gateways tried it no more", Unit.MILLIS));
      for (String phase : Phases.NAMES) {
        add(measures, phase + ".", " " + phase + " the fault", operations);
      }
    }
    return List.copyOf(measures);
  }

  private static void add(
      List<Measure> measures, String prefix, String when, List<String> operations) {
    measures.add(new Measure(prefix + "sent", "requests sent" + when, Unit.COUNT));
    add(measures, prefix, "requests", when);
    operations.forEach(operation -> add(measures, prefix + operation + ".", operation + "s", when));
  }

  private static void add(List<Measure> measures, String prefix, String what, String when) {
    measures.add(new Measure(prefix + "failed", what + " failed" + when, Unit.COUNT));
    measures.add(new Measure(prefix + "ok", what + " answered rightly" + when, Unit.COUNT));
    for (String p : List.of("p50", "p99", "p999")) {
      measures.add(new Measure(prefix + p, what + ", " + p + when, Unit.MILLIS));
    }
  }

  /**
   * The values of the measures.
   *
   * @param faults as they were injected, possibly none
   * @param effect null if no faults were planned
   */
  static Map<String, Double> values(
      Samples samples, List<InjectedFault> faults, @Nullable Effect effect) {
    Map<String, Double> values = new LinkedHashMap<>();
    Figures all = Figures.of(samples.seconds());
    values.put("intended", (double) all.intended());
    values.put("missed", (double) all.missed());
    values.put(WRONG, (double) wrong(samples));
    put(values, "", samples.seconds());
    if (effect != null && !faults.isEmpty()) {
      long from = from(faults);
      long lifted = faults.stream().mapToLong(InjectedFault::liftedAtMillis).max().orElse(from);
      long recovery =
          Disturbance.recoveryMillis(
              samples.startedAt() + from,
              samples.failures(),
              samples.slow(),
              effect.quiet().toMillis());
      values.put(RECOVERY, (double) recovery);
      Phases.of(samples, from, Math.max(lifted, from + recovery))
          .forEach((phase, seconds) -> put(values, phase + ".", seconds));
    }
    return values;
  }

  private static void put(Map<String, Double> values, String prefix, List<Second> seconds) {
    Figures all = Figures.of(seconds);
    values.put(prefix + "sent", (double) all.sent());
    put(values, prefix, all);
    all.failed()
        .keySet()
        .forEach(operation ->
            put(values, prefix + operation + ".", Figures.of(seconds, operation::equals)));
  }

  private static void put(Map<String, Double> values, String prefix, Figures figures) {
    values.put(prefix + "failed", (double) figures.allFailed());
    values.put(prefix + "ok", (double) figures.ok());
    put(values, prefix + "p50", figures.p50Millis());
    put(values, prefix + "p99", figures.p99Millis());
    put(values, prefix + "p999", figures.p999Millis());
  }

  private static void put(Map<String, Double> values, String name, @Nullable Double value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  private static long wrong(Samples samples) {
    return samples.warmUp().wrong()
        + samples.seconds().stream()
            .flatMap(second -> second.operations().values().stream())
            .mapToLong(Samples.Operation::wrong)
            .sum();
  }

  private static long from(List<InjectedFault> faults) {
    return faults.stream().mapToLong(InjectedFault::atMillis).min().orElse(0);
  }

  /** Why these samples cannot be trusted; empty if they can. */
  static List<String> doubts(Samples samples, List<InjectedFault> faults, @Nullable Effect effect) {
    List<String> doubts = new ArrayList<>();
    Figures all = Figures.of(samples.seconds());
    missed(all).ifPresent(doubts::add);
    if (effect != null && !faults.isEmpty()) {
      unsteady(samples, from(faults), effect, doubts);
    }
    return doubts;
  }

  /** The doubt that the load generator fell behind, if it did. */
  private static Optional<String> missed(Figures all) {
    return Lateness.isBehind(all.missed(), all.intended())
        ? Optional.of(
            "the load generator missed %,d of %,d arrivals (1 %% or more): this machine was too busy"
                .formatted(all.missed(), all.intended()))
        : Optional.empty();
  }

  private static void unsteady(Samples samples, long from, Effect effect, List<String> doubts) {
    Figures before = Figures.of(Phases.of(samples, from, from).getOrDefault("before", List.of()));
    if (before.intended() == 0 || before.allFailed() > UNSTEADY_SHARE * before.intended()) {
      doubts.add(
          "not steady before the fault: %,d of %,d requests failed"
              .formatted(before.allFailed(), before.intended()));
    }
    long slow = Phases.slowBefore(samples, from, effect.slow().toMillis());
    if (slow > UNSTEADY_SHARE * before.intended()) {
      doubts.add(
          "not steady before the fault: %,d of %,d requests took over %,d ms; is this machine busy?"
              .formatted(slow, before.intended(), effect.slow().toMillis()));
    }
  }

  /** The run second by second, for the charts. */
  static List<Result.Point> points(Samples samples) {
    return samples.seconds().stream()
        .map(second -> new Result.Point(second.second(), Figures.of(List.of(second))))
        .toList();
  }
}
