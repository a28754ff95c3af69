package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.protocol.Answer;
import lab.protocol.Event;
import lab.protocol.Measure;
import lab.protocol.Plan;

/**
 * An experiment's load without arms and faults: how a service copes with it, and whether it kept
 * everything that it acknowledged. Needs no lab, only a URL.
 */
public final class PlainLoad {
  private static final String NAME = "load";

  private PlainLoad() {}

  /**
   * The outcome of a load.
   *
   * @param values by the name of the measure; empty if the load was not completed
   * @param health pass if nothing failed or was lost; unknown if the load generator fell behind or
   *     broke off
   */
  public record Outcome(
      Experiment experiment, LoadTarget target, Map<String, Double> values, Health health) {}

  /**
   * Puts the load of the experiment's first arm on a target.
   *
   * @param folder where the load generator writes its files; must exist
   * @param loadGenerator as in {@link Options}
   */
  public static Outcome run(
      Experiment experiment,
      LoadTarget target,
      Path folder,
      List<String> loadGenerator,
      ProgressListener progress)
      throws IOException, InterruptedException {
    Plan plan = experiment.plan(experiment.arms().getFirst(), target, NAME);
    try (LoadGenerator generator =
        LoadGenerator.start(
            loadGenerator, plan, target.token(), folder, NAME, progress, PlainLoad::answer)) {
      var _ = generator.startedAt();
      LoadGenerator.Measured measured = generator.finish();
      Map<String, Double> values = new LinkedHashMap<>();
      List<String> doubts = new ArrayList<>();
      measured
          .samples()
          .ifPresent(samples -> {
            values.putAll(Series.values(samples, List.of(), null));
            doubts.addAll(Series.doubts(samples, List.of(), null));
          });
      values.putAll(measured.values());
      return new Outcome(experiment, target, values, health(experiment, values, doubts));
    } catch (ExperimentTrouble e) {
      Health unknown = Health.unknown(List.of(String.valueOf(e.getMessage())));
      return new Outcome(experiment, target, Map.of(), unknown);
    }
  }

  /** Refuses what a workload asks for, because there is no lab. */
  private static Answer answer(Event.Ask ask) {
    boolean calm = ask.what() == Event.What.CALM;
    return new Answer(ask.id(), calm ? null : "a plain load breaks nothing", List.of());
  }

  /** Decides in the order of {@link Judge}: broken promises, distrust, failures. */
  static Health health(Experiment experiment, Map<String, Double> values, List<String> doubts) {
    List<String> broken = above(experiment, values, Measure.Kind.INVARIANT);
    if (!broken.isEmpty()) {
      return Health.fail(broken);
    }
    List<String> all = new ArrayList<>(doubts);
    all.addAll(above(experiment, values, Measure.Kind.DOUBT));
    if (!all.isEmpty()) {
      return Health.unknown(all);
    }
    double failures = values.getOrDefault("failed", 0.0);
    String failed =
        "%,.0f of %,.0f requests failed".formatted(failures, values.getOrDefault("sent", 0.0));
    return failures > 0 ? Health.fail(List.of(failed)) : Health.pass(List.of(failed));
  }

  private static List<String> above(
      Experiment experiment, Map<String, Double> values, Measure.Kind kind) {
    return experiment.measures().stream()
        .filter(measure -> measure.kind() == kind && values.getOrDefault(measure.name(), 0.0) > 0)
        .map(measure ->
            measure.words() + " " + measure.unit().words(values.getOrDefault(measure.name(), 0.0)))
        .toList();
  }
}
