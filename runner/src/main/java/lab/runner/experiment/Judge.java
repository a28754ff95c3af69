package lab.runner.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lab.runner.experiment.Experiment.Role;
import lab.runner.experiment.Experiment.Tolerances;
import lab.runner.experiment.Result.ArmResult;
import org.jspecify.annotations.Nullable;

/**
 * Comes to the two verdicts.
 *
 * <p>Health, in this order: a broken invariant is a <em>fail</em>, whatever else is the matter;
 * then, if the measurement cannot be trusted, <em>unknown</em>; then a treatment arm outside its
 * tolerances is a <em>fail</em>; and last, if the control arm shows no harm, the fault did not bite
 * and the treatment has proved nothing: <em>unknown</em>, never pass.
 */
final class Judge {
  private static final double UNSTEADY_SHARE = 0.01;

  private final Experiment experiment;
  private final Tolerances tolerances;

  Judge(Experiment experiment) {
    this.experiment = experiment;
    this.tolerances = experiment.tolerances();
  }

  /**
   * @param trouble why the run did not come to its end, empty if it did
   */
  Health health(List<ArmResult> arms, List<String> trouble) {
    List<String> broken = new ArrayList<>();
    arms.forEach(arm -> brokenInvariants(arm, broken));
    if (!broken.isEmpty()) {
      return new Health.Fail(broken);
    }
    List<String> untrusted = new ArrayList<>(trouble);
    arms.forEach(arm -> untrusted(arm, untrusted));
    Optional<ArmResult> treatment = arm(arms, Role.TREATMENT);
    Optional<ArmResult> control = arm(arms, Role.CONTROL);
    if (untrusted.isEmpty() && (treatment.isEmpty() || control.isEmpty())) {
      untrusted.add("not both arms were run");
    }
    if (!untrusted.isEmpty()) {
      return new Health.Unknown(untrusted);
    }
    List<String> outside = new ArrayList<>();
    outsideTolerances(treatment.orElseThrow(), outside);
    if (!outside.isEmpty()) {
      return new Health.Fail(outside);
    }
    List<String> unproved = new ArrayList<>();
    unproved(control.orElseThrow(), treatment.orElseThrow(), unproved);
    return unproved.isEmpty()
        ? new Health.Pass(passed(control.orElseThrow(), treatment.orElseThrow()))
        : new Health.Unknown(unproved);
  }

  ClaimVerdict claim(List<ArmResult> arms, Health health) {
    Double treatment = arm(arms, Role.TREATMENT).map(this::measure).orElse(null);
    Double control = arm(arms, Role.CONTROL).map(this::measure).orElse(null);
    String measured =
        "%s %s; %s %s"
            .formatted(
                millis(treatment), "with " + experiment.treatment().means(),
                millis(control), "with " + experiment.control().means());
    if (treatment == null || control == null) {
      return new ClaimVerdict.CannotBeTestedHere("nothing was measured", measured);
    }
    if (health instanceof Health.Unknown(List<String> reasons)) {
      return new ClaimVerdict.CannotBeTestedHere(reasons.getFirst(), measured);
    }
    double bound = experiment.claim().below().toMillis();
    if (treatment >= bound) {
      return new ClaimVerdict.Refuted(measured);
    }
    return control < bound
        ? new ClaimVerdict.Holds(measured)
        : new ClaimVerdict.HoldsWhen(experiment.treatment().means(), measured);
  }

  private static void brokenInvariants(ArmResult arm, List<String> broken) {
    soundness(arm).broken().forEach(reason -> broken.add(arm.arm().name() + ": " + reason));
  }

  private void untrusted(ArmResult arm, List<String> reasons) {
    String name = arm.arm().name() + ": ";
    soundness(arm).missed().ifPresent(reason -> reasons.add(name + reason));
    Figures before = arm.phase("before");
    if (before.intended() == 0 || before.failed() > UNSTEADY_SHARE * before.intended()) {
      reasons.add(
          "%snot steady before the fault: %,d of %,d requests failed"
              .formatted(name, before.failed(), before.intended()));
    }
    if (arm.slowBefore() > UNSTEADY_SHARE * before.intended()) {
      reasons.add(
          "%snot steady before the fault: %,d of %,d requests took over %,d ms; is this machine busy?"
              .formatted(name, arm.slowBefore(), before.intended(), tolerances.slow().toMillis()));
    }
    soundness(arm).unread().ifPresent(reason -> reasons.add(name + reason));
  }

  private static Soundness soundness(ArmResult arm) {
    return new Soundness(arm.figures(), arm.warmUpWrong(), arm.ledger());
  }

  private void outsideTolerances(ArmResult arm, List<String> reasons) {
    Figures all = arm.figures();
    over(reasons, "reads failed", all.failedReads(), tolerances.failedReads());
    over(reasons, "writes failed", all.failedWrites(), tolerances.failedWrites());
    over(reasons, "ms to recover", arm.recoveryMillis(), tolerances.recovery().toMillis());
    Double p99 = arm.phase("during").p99Millis();
    over(reasons, "ms p99 during the fault", p99, tolerances.p99During().toMillis());
    if (tolerances.attempts() != null && arm.traffic() != null) {
      String what =
          "tries of the dead node later than %d ms after the fault"
              .formatted(tolerances.attempts().after().toMillis());
      over(reasons, what, arm.traffic().attemptsAfter(), tolerances.attempts().atMost());
    }
  }

  private void over(List<String> reasons, String what, @Nullable Number value, long allowed) {
    if (value != null && value.doubleValue() > allowed) {
      reasons.add(
          "%s: %,d %s (allowed: %,d)"
              .formatted(
                  experiment.treatment().name(), Math.round(value.doubleValue()), what, allowed));
    }
  }

  private void unproved(ArmResult control, ArmResult treatment, List<String> reasons) {
    if (control.figures().failed() < tolerances.controlFails()) {
      reasons.add(
          "the fault did not bite: %s failed %,d requests, and should fail at least %,d"
              .formatted(
                  control.arm().name(), control.figures().failed(), tolerances.controlFails()));
    }
    if (tolerances.attempts() != null && treatment.traffic() == null) {
      reasons.add("the gateway's metrics did not tell which instances it tried");
    }
    if (treatment.faults().isEmpty() || control.faults().isEmpty()) {
      reasons.add("no fault was injected");
    }
  }

  private List<String> passed(ArmResult control, ArmResult treatment) {
    return List.of(
        "%,d of %,d requests failed with %s; %,d of %,d with %s"
            .formatted(
                treatment.figures().failed(),
                treatment.figures().sent(),
                treatment.arm().means(),
                control.figures().failed(),
                control.figures().sent(),
                control.arm().means()),
        "%,d acknowledged links were read back, none was lost"
            .formatted(control.ledger().plus(treatment.ledger()).acknowledged()));
  }

  private @Nullable Double measure(ArmResult arm) {
    return switch (experiment.claim().measure()) {
      case DOWNTIME -> arm.recoveryMillis() == null ? null : (double) arm.recoveryMillis();
      case P99 -> arm.figures().p99Millis();
    };
  }

  private static Optional<ArmResult> arm(List<ArmResult> arms, Role role) {
    return arms.stream().filter(arm -> arm.arm().role() == role).findFirst();
  }

  private static String millis(@Nullable Double millis) {
    if (millis == null) {
      return "not measured";
    }
    Duration duration = Duration.ofMillis(Math.round(millis));
    return duration.toMillis() < 1000
        ? duration.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", millis / 1000);
  }
}
