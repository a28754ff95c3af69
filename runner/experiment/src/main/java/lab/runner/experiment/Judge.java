package lab.runner.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lab.protocol.Measure;
import lab.runner.experiment.Experiment.Claim;
import lab.runner.experiment.Experiment.Role;
import lab.runner.experiment.Result.ArmResult;
import org.jspecify.annotations.Nullable;

/**
 * Decides on the two verdicts.
 *
 * <p>Health is decided in this order. A broken promise, in any arm, is a <em>fail</em>, however
 * else the run went. Then, if the run broke off, cannot be trusted, or did not measure what was to
 * be judged, health is <em>unknown</em>. Then a treatment arm that misses an expectation is a
 * <em>fail</em>. Last, if a control arm does not show the expected effect, nothing was proved, and
 * health is <em>unknown</em>, never pass.
 */
final class Judge {
  private final Experiment experiment;
  private final List<ArmResult> arms;
  private final List<String> trouble;

  /**
   * @param arms those that were completed
   * @param trouble why the run was not completed; empty if it was
   */
  Judge(Experiment experiment, List<ArmResult> arms, List<String> trouble) {
    this.experiment = experiment;
    this.arms = arms;
    this.trouble = trouble;
  }

  /** The health of the lab. */
  Health health() {
    List<String> broken = new ArrayList<>();
    arms.forEach(arm -> broken(arm, broken));
    if (!broken.isEmpty()) {
      return Health.fail(broken);
    }
    List<String> doubts = doubts();
    if (!doubts.isEmpty()) {
      return Health.unknown(doubts);
    }
    List<String> outside = outside(Role.TREATMENT);
    if (!outside.isEmpty()) {
      return Health.fail(outside);
    }
    List<String> unseen = outside(Role.CONTROL);
    return unseen.isEmpty()
        ? Health.pass(passed())
        : Health.unknown(unseen.stream().map(why -> "there was nothing to see: " + why).toList());
  }

  /**
   * Collects broken invariants of the workload, and broken {@code never} expectations of the arm.
   */
  private void broken(ArmResult arm, List<String> broken) {
    for (Measure measure : experiment.measures()) {
      Double value = arm.value(measure.name());
      Bound bound = arm.arm().expect().get(measure.name());
      boolean never =
          measure.kind() == Measure.Kind.INVARIANT
              || (bound != null && bound.kind() == Bound.Kind.NEVER);
      if (never && value != null && value > 0) {
        broken.add(
            "%s: %s %s (allowed: 0)"
                .formatted(arm.arm().name(), measure.words(), measure.unit().words(value)));
      }
    }
  }

  private List<String> doubts() {
    List<String> doubts = new ArrayList<>(trouble);
    for (ArmResult arm : arms) {
      String name = arm.arm().name() + ": ";
      arm.doubts().forEach(doubt -> doubts.add(name + doubt));
      for (Measure measure : experiment.measures()) {
        Double value = arm.value(measure.name());
        if (measure.kind() == Measure.Kind.DOUBT && value != null && value > 0) {
          doubts.add(name + measure.words() + " " + measure.unit().words(value));
        }
      }
      for (Map.Entry<String, Bound> expected : arm.arm().expect().entrySet()) {
        if (arm.value(expected.getKey()) == null || peers(expected) == null) {
          doubts.add(name + words(expected.getKey()) + " was not measured");
        }
      }
    }
    if (doubts.isEmpty() && arms.size() < experiment.arms().size()) {
      doubts.add("not all arms were run");
    }
    return doubts;
  }

  /** The expectations that the arms of a role missed. */
  private List<String> outside(Role role) {
    List<String> outside = new ArrayList<>();
    for (ArmResult arm : arms) {
      if (arm.arm().role() != role) {
        continue;
      }
      for (Map.Entry<String, Bound> expected : arm.arm().expect().entrySet()) {
        Double value = arm.value(expected.getKey());
        Double peers = peers(expected);
        if (value != null && peers != null && !expected.getValue().holds(value, peers)) {
          Measure measure = experiment.measure(expected.getKey());
          outside.add(
              "%s: %s %s, expected %s"
                  .formatted(
                      arm.arm().name(),
                      measure.words(),
                      measure.unit().words(value),
                      expected.getValue().words(measure.unit())));
        }
      }
    }
    return outside;
  }

  /** The value of the peer arm; 0 if there is no peer; null if it was not measured. */
  private @Nullable Double peers(Map.Entry<String, Bound> expected) {
    String peer = expected.getValue().peer();
    if (peer == null) {
      return 0.0;
    }
    return arms.stream()
        .filter(other -> other.arm().name().equals(peer))
        .findFirst()
        .map(other -> other.value(expected.getKey()))
        .orElse(null);
  }

  private List<String> passed() {
    List<String> passed = new ArrayList<>();
    int kept = arms.stream().mapToInt(arm -> arm.arm().expect().size()).sum();
    passed.add("all %d expectations were kept".formatted(kept));
    for (ArmResult arm : arms) {
      Double failed = arm.value("failed");
      Double sent = arm.value("sent");
      if (failed != null && sent != null) {
        passed.add(
            "%,.0f of %,.0f requests failed with %s".formatted(failed, sent, arm.arm().means()));
      }
    }
    return passed;
  }

  /**
   * The verdict on each claim, in the experiment's order.
   *
   * @param health of the same run; a run of unknown health allows no verdict on claims either
   */
  List<ClaimVerdict> claims(Health health) {
    return experiment.claims().stream().map(claim -> claim(claim, health)).toList();
  }

  private ClaimVerdict claim(Claim claim, Health health) {
    String name = claim.measure().name();
    List<ArmResult> of =
        arms.stream().filter(arm -> claim.of().contains(arm.arm().name())).toList();
    String measured =
        claim.measure().words()
            + of.stream()
                .map(arm -> words(arm, claim.measure()))
                .collect(Collectors.joining("; ", " ", ""));
    if (health.verdict() == Health.Verdict.UNKNOWN) {
      return new ClaimVerdict.CannotBeTestedHere(health.reasons().getFirst(), measured);
    }
    List<ArmResult> holding = new ArrayList<>();
    for (ArmResult arm : of) {
      Double value = arm.value(name);
      if (value == null) {
        return new ClaimVerdict.CannotBeTestedHere("it was not measured", measured);
      }
      if (claim.bound().holds(value, 0)) {
        holding.add(arm);
      }
    }
    if (of.size() < claim.of().size()) {
      return new ClaimVerdict.CannotBeTestedHere("it was not measured", measured);
    }
    if (holding.size() == of.size()) {
      return new ClaimVerdict.Holds(measured);
    }
    if (!holding.isEmpty()) {
      return new ClaimVerdict.HoldsWith(
          holding.stream().map(arm -> arm.arm().means()).collect(Collectors.joining(", or with ")),
          measured);
    }
    return claim.otherwise() == null
        ? new ClaimVerdict.Refuted(measured)
        : new ClaimVerdict.CannotBeTestedHere(claim.otherwise(), measured);
  }

  private String words(String measure) {
    return experiment.measure(measure).words();
  }

  private static String words(ArmResult arm, Measure measure) {
    Double value = arm.value(measure.name());
    return "%s with %s"
        .formatted(value == null ? "not measured" : measure.unit().words(value), arm.arm().means());
  }
}
