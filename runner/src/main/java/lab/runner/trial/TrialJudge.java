package lab.runner.trial;

import static java.lang.Double.NaN;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lab.runner.experiment.ClaimVerdict;
import lab.runner.experiment.Experiment.Role;
import lab.runner.experiment.Health;
import lab.runner.trial.TrialExperiment.Claim;
import lab.runner.trial.TrialResult.Measured;
import org.jspecify.annotations.Nullable;

/**
 * Comes to the verdicts. Health, in this order: a treatment arm outside what is expected of it is a
 * <em>fail</em>; then a run that broke off, or left out what was to be judged, is <em>unknown</em>;
 * and last, if a control arm does not show what there is to see, nothing was proved:
 * <em>unknown</em>, never pass.
 */
final class TrialJudge {
  private final TrialExperiment experiment;
  private final List<Measured> arms;

  TrialJudge(TrialExperiment experiment, List<Measured> arms) {
    this.experiment = experiment;
    this.arms = arms;
  }

  /**
   * The health of the lab.
   *
   * @param trouble why the run did not come to its end, empty if it did
   */
  Health health(List<String> trouble) {
    List<String> broken = new ArrayList<>();
    List<String> unproved = new ArrayList<>(trouble);
    int kept = 0;
    for (Measured arm : arms) {
      boolean control = arm.arm().role() == Role.CONTROL;
      for (Map.Entry<String, Bound> expected : arm.arm().expect().entrySet()) {
        switch (compare(arm, expected.getKey(), expected.getValue())) {
          case Finding.Kept _ -> kept++;
          case Finding.Missing(String words) -> unproved.add(words);
          case Finding.Broken(String words) when control ->
              unproved.add("there was nothing to see: " + words);
          case Finding.Broken(String words) -> broken.add(words);
        }
      }
    }
    if (!broken.isEmpty()) {
      return new Health.Fail(broken);
    }
    if (arms.size() < experiment.arms().size() && unproved.isEmpty()) {
      unproved.add("not all arms were run");
    }
    return unproved.isEmpty()
        ? new Health.Pass(List.of("all %d expectations were kept".formatted(kept)))
        : new Health.Unknown(unproved);
  }

  private sealed interface Finding {
    record Kept() implements Finding {}

    record Broken(String words) implements Finding {}

    record Missing(String words) implements Finding {}
  }

  private Finding compare(Measured arm, String name, Bound bound) {
    Measure measure = experiment.measure(name);
    String what = arm.arm().name() + ": " + measure.words();
    Double value = arm.values().get(name);
    Double peers = bound.peer() == null ? Double.valueOf(0) : value(bound.peer(), name);
    if (value == null || peers == null || value.isNaN() || peers.isNaN()) {
      return new Finding.Missing(what + " was not measured");
    }
    return bound.holds(value, peers)
        ? new Finding.Kept()
        : new Finding.Broken(
            "%s %s, expected %s"
                .formatted(what, measure.unit().words(value), bound.words(measure.unit())));
  }

  private @Nullable Double value(String arm, String measure) {
    return arms.stream()
        .filter(measured -> measured.arm().name().equals(arm))
        .findFirst()
        .map(measured -> measured.values().get(measure))
        .orElse(null);
  }

  /** The verdict on each claim. */
  List<ClaimVerdict> claims(List<String> trouble) {
    return experiment.claims().stream().map(claim -> verdict(claim, trouble)).toList();
  }

  private ClaimVerdict verdict(Claim claim, List<String> trouble) {
    Measure measure = experiment.measure(claim.measure());
    List<Measured> of = arms.stream().filter(arm -> claim.of().contains(arm.arm().name())).toList();
    String measured =
        measure.words()
            + of.stream()
                .map(arm -> words(arm, measure))
                .collect(Collectors.joining("; ", " ", ""));
    if (of.size() < claim.of().size()
        || of.stream().anyMatch(arm -> arm.values().getOrDefault(measure.name(), NaN).isNaN())) {
      String reason = trouble.isEmpty() ? "it was not measured" : trouble.getFirst();
      return new ClaimVerdict.CannotBeTestedHere(reason, measured);
    }
    List<Measured> holding =
        of.stream()
            .filter(arm -> claim.bound().holds(arm.values().getOrDefault(measure.name(), NaN), 0))
            .toList();
    if (holding.size() == of.size()) {
      return new ClaimVerdict.Holds(measured);
    }
    if (!holding.isEmpty()) {
      String with =
          holding.stream().map(arm -> arm.arm().means()).collect(Collectors.joining(", or with "));
      return new ClaimVerdict.HoldsWith(with, measured);
    }
    return Optional.ofNullable(claim.otherwise())
        .<ClaimVerdict>map(reason -> new ClaimVerdict.CannotBeTestedHere(reason, measured))
        .orElseGet(() -> new ClaimVerdict.Refuted(measured));
  }

  private static String words(Measured arm, Measure measure) {
    Double value = arm.values().get(measure.name());
    return "%s with %s"
        .formatted(value == null ? "not measured" : measure.unit().words(value), arm.arm().means());
  }
}
