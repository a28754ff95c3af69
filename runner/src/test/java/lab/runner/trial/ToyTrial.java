package lab.runner.trial;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import lab.runner.experiment.Experiment.Role;
import lab.runner.trial.TrialExperiment.Arm;
import lab.runner.trial.TrialExperiment.Claim;

/** A trial that measures what it is told to. */
record ToyTrial(Map<String, Double> values, Consumer<Bench> deed) implements Trial {
  static ToyTrial of(Map<String, Double> values) {
    return new ToyTrial(values, _ -> {});
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure("lost", "changes lost", Unit.COUNT), new Measure("p99", "p99", Unit.MILLIS));
  }

  @Override
  public String load() {
    return "none";
  }

  @Override
  public Map<String, Double> measure(Bench bench) {
    deed.accept(bench);
    return values;
  }

  static Arm arm(String name, Role role, Map<String, Bound> expect, Trial trial) {
    return new Arm(name, role, name + " <arm>", Map.of(), List.of(), expect, trial);
  }

  static Bound atMost(double value) {
    return new Bound(Bound.Kind.AT_MOST, value, null);
  }

  static Bound atLeast(double value) {
    return new Bound(Bound.Kind.AT_LEAST, value, null);
  }

  static TrialExperiment experiment(Arm... arms) {
    return experiment(
        new Claim("id", "none is lost", "a text", "lost", atMost(0), names(arms), null), arms);
  }

  static TrialExperiment experiment(Claim claim, Arm... arms) {
    return new TrialExperiment(
        "toy", "A toy", "that it plays", "scaled", List.of(), List.of(claim), List.of(arms));
  }

  static Set<String> names(Arm... arms) {
    return Set.copyOf(List.of(arms).stream().map(Arm::name).toList());
  }
}
