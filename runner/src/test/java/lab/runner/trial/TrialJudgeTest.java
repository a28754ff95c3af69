package lab.runner.trial;

import static lab.runner.trial.ToyTrial.arm;
import static lab.runner.trial.ToyTrial.atLeast;
import static lab.runner.trial.ToyTrial.atMost;
import static lab.runner.trial.ToyTrial.experiment;
import static lab.runner.trial.ToyTrial.names;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.ClaimVerdict;
import lab.runner.experiment.Experiment.Role;
import lab.runner.experiment.Health;
import lab.runner.trial.TrialExperiment.Arm;
import lab.runner.trial.TrialExperiment.Claim;
import lab.runner.trial.TrialResult.Measured;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrialJudgeTest {
  private static final Bound HALF = new Bound(Bound.Kind.AT_MOST, 0.5, "control");

  private final Arm control =
      arm("control", Role.CONTROL, Map.of("lost", atLeast(1)), ToyTrial.of(Map.of()));
  private final Arm treatment =
      arm(
          "treatment",
          Role.TREATMENT,
          Map.of("lost", atMost(0), "p99", HALF),
          ToyTrial.of(Map.of()));
  private final TrialExperiment experiment = experiment(control, treatment);

  @Test
  void a_treatment_that_keeps_what_the_control_does_not_passes() {
    assertThat(health(values(3, 100), values(0, 50)))
        .isEqualTo(new Health.Pass(List.of("all 3 expectations were kept")));
  }

  @Test
  void a_treatment_out_of_its_bounds_fails_whatever_the_control_shows() {
    assertThat(health(values(3, 100), values(1, 50)))
        .isEqualTo(new Health.Fail(List.of("treatment: changes lost 1, expected at most 0")));
    assertThat(health(values(0, 100), values(0, 51))).isInstanceOf(Health.Fail.class);
  }

  @Test
  void a_control_that_shows_nothing_proves_nothing() {
    assertThat(health(values(0, 100), values(0, 50)))
        .isEqualTo(
            new Health.Unknown(
                List.of("there was nothing to see: control: changes lost 0, expected at least 1")));
  }

  @Test
  void what_was_not_measured_is_unknown() {
    assertThat(health(values(3, 100), Map.of("p99", 50.0)).reasons())
        .containsExactly("treatment: changes lost was not measured");
    assertThat(health(Map.of("lost", 3.0), values(0, 50)).reasons())
        .containsExactly("treatment: p99 was not measured");
    assertThat(health(values(3, 100), values(Double.NaN, 50)).word()).isEqualTo("unknown");
  }

  @Test
  void a_run_that_broke_off_is_unknown_unless_something_was_broken_before() {
    assertThat(judge(values(3, 100)).health(List.of("the cat came")))
        .isEqualTo(new Health.Unknown(List.of("the cat came")));
    assertThat(judge(values(3, 100)).health(List.of()).word()).isEqualTo("unknown");
    assertThat(judge(values(3, 100), values(9, 9)).health(List.of("the cat came")).word())
        .isEqualTo("fail");
  }

  @Test
  void a_claim_holds_in_all_arms_in_some_or_in_none() {
    assertThat(verdict(null, values(0, 1), values(0, 1)).words()).isEqualTo("holds");
    assertThat(verdict(null, values(2, 1), values(0, 1)).words())
        .isEqualTo("holds with treatment <arm>");
    assertThat(verdict(null, values(2, 1), values(3, 1)))
        .isEqualTo(
            new ClaimVerdict.Refuted("changes lost 2 with control <arm>; 3 with treatment <arm>"));
    assertThat(verdict("too small a machine", values(2, 1), values(3, 1)).words())
        .isEqualTo("cannot be tested here: too small a machine");
    assertThat(verdict(null, values(0, 1)).words())
        .isEqualTo("cannot be tested here: it was not measured");
  }

  @SafeVarargs
  private ClaimVerdict verdict(@Nullable String otherwise, Map<String, Double>... values) {
    Claim claim =
        new Claim("id", "text", "source", "lost", atMost(0), names(control, treatment), otherwise);
    return new TrialJudge(experiment(claim, control, treatment), measured(values))
        .claims(List.of())
        .getFirst();
  }

  @SafeVarargs
  private Health health(Map<String, Double>... values) {
    return judge(values).health(List.of());
  }

  @SafeVarargs
  private TrialJudge judge(Map<String, Double>... values) {
    return new TrialJudge(experiment, measured(values));
  }

  @SafeVarargs
  private List<Measured> measured(Map<String, Double>... values) {
    List<Measured> arms = new ArrayList<>();
    for (Map<String, Double> arm : values) {
      arms.add(new Measured(arms.isEmpty() ? control : treatment, arm));
    }
    return arms;
  }

  private static Map<String, Double> values(double lost, double p99) {
    return Map.of("lost", lost, "p99", p99);
  }
}
