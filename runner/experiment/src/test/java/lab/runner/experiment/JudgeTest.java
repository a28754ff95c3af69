package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.Health.Verdict;
import lab.runner.experiment.Result.ArmResult;
import org.junit.jupiter.api.Test;

/** Each verdict, and the precedence of the reasons. */
class JudgeTest {
  private static final Experiment EXPERIMENT = ToyExperiments.judged();

  /** The values of a good run. */
  private static final Map<String, Double> CONTROL = Map.of("failed", 50.0, "recovery", 3_000.0);

  private static final Map<String, Double> TREATMENT =
      Map.of("failed", 0.0, "sent", 1_000.0, "recovery", 0.0, "lost", 0.0, "during.p99", 20.0);

  @Test
  void an_effect_in_the_control_and_none_in_the_treatment_passes() {
    Health health = health(control(Map.of()), treatment(Map.of()));

    assertThat(health.verdict()).isEqualTo(Verdict.PASS);
    assertThat(health.exitCode()).isZero();
    assertThat(health.reasons())
        .containsExactly(
            "all 5 expectations were kept", "0 of 1,000 requests failed with defences");
  }

  @Test
  void a_broken_promise_of_the_workload_fails_in_either_arm() {
    assertFails(
        control(Map.of()),
        treatment(Map.of("lost", 1.0)),
        "treatment: acknowledged links lost 1 (allowed: 0)");
    assertFails(
        control(Map.of("lost", 2.0)),
        treatment(Map.of()),
        "control: acknowledged links lost 2 (allowed: 0)");
    assertFails(
        control(Map.of("wrong", 1.0)),
        treatment(Map.of()),
        "control: wrong answers 1 (allowed: 0)");
  }

  @Test
  void never_is_a_promise() {
    assertFails(
        control(Map.of()),
        treatment(Map.of("write.failed", 1.0), "the machine was busy"),
        "treatment: writes failed 1 (allowed: 0)");
  }

  @Test
  void a_broken_promise_counts_before_distrust() {
    Health health =
        new Judge(
                EXPERIMENT,
                List.of(control(Map.of("lost", 1.0), "it was busy")),
                List.of("it broke off"))
            .health();

    assertThat(health.verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void distrust_counts_before_an_expectation_that_was_not_kept() {
    ArmResult failing = treatment(Map.of("failed", 9.0), "it was busy");

    assertUnknown(control(Map.of()), failing, "treatment: it was busy");
    assertUnknown(
        control(Map.of()),
        treatment(Map.of("failed", 9.0, "unread", 2.0)),
        "treatment: links not read back 2");
    assertThat(new Judge(EXPERIMENT, List.of(failing), List.of("it broke off")).health().reasons())
        .startsWith("it broke off");
  }

  @Test
  void an_expectation_that_was_not_measured_is_unknown() {
    Map<String, Double> less = new HashMap<>(TREATMENT);
    less.remove("during.p99");
    assertUnknown(
        control(Map.of()),
        arm(1, less),
        "treatment: requests, p99 during the fault was not measured");
    less.put("during.p99", Double.NaN);
    assertUnknown(
        control(Map.of()),
        arm(1, less),
        "treatment: requests, p99 during the fault was not measured");
  }

  @Test
  void an_arm_whose_peer_was_not_measured_is_unknown() {
    assertUnknown(
        arm(0, Map.of("failed", 50.0)),
        treatment(Map.of()),
        "treatment: time to recover was not measured");
  }

  @Test
  void an_expectation_of_a_treatment_that_was_not_kept_fails() {
    assertFails(
        control(Map.of()),
        treatment(Map.of("failed", 1.0)),
        "treatment: requests failed 1, expected at most 0");
    assertFails(
        control(Map.of()),
        treatment(Map.of("during.p99", 1_001.0)),
        "treatment: requests, p99 during the fault 1.00 s, expected at most 1.00 s");
  }

  @Test
  void an_expectation_may_be_relative_to_another_arm() {
    assertThat(health(control(Map.of()), treatment(Map.of("recovery", 1_500.0))).verdict())
        .isEqualTo(Verdict.PASS);
    assertFails(
        control(Map.of()),
        treatment(Map.of("recovery", 1_501.0)),
        "treatment: time to recover 1.50 s, expected at most 0.5 times control");
  }

  @Test
  void a_failing_treatment_counts_before_a_control_that_shows_nothing() {
    assertFails(
        control(Map.of("failed", 0.0)), treatment(Map.of("failed", 1.0)), "treatment: requests");
  }

  @Test
  void a_control_that_shows_nothing_is_unknown_never_pass() {
    assertUnknown(
        control(Map.of("failed", 19.0)),
        treatment(Map.of()),
        "there was nothing to see: control: requests failed 19, expected at least 20");
  }

  @Test
  void an_arm_that_was_not_run_is_unknown() {
    assertThat(new Judge(EXPERIMENT, List.of(control(Map.of())), List.of()).health())
        .isEqualTo(Health.unknown(List.of("not all arms were run")));
  }

  @Test
  void the_claim_holds_with_the_arms_that_keep_it() {
    ClaimVerdict verdict = claim(control(Map.of()), treatment(Map.of()));

    assertThat(verdict.words()).isEqualTo("holds with defences");
    assertThat(verdict.word()).isEqualTo("holds-with");
    assertThat(verdict.measured())
        .isEqualTo("time to recover 3.00 s with nothing; 0 ms with defences");
  }

  @Test
  void the_claim_holds_if_every_arm_keeps_it_and_is_refuted_if_none_does() {
    assertThat(claim(control(Map.of("recovery", 499.0)), treatment(Map.of())).words())
        .isEqualTo("holds");
    // A refuted claim does not make the lab unhealthy.
    assertThat(claim(control(Map.of()), treatment(Map.of("recovery", 500.0))).words())
        .isEqualTo("refuted");
  }

  @Test
  void a_run_without_a_verdict_has_no_verdict_on_the_claim() {
    ClaimVerdict verdict = claim(control(Map.of("failed", 0.0)), treatment(Map.of()));

    assertThat(verdict.words()).startsWith("cannot be tested here: there was nothing to see");
    assertThat(verdict.word()).isEqualTo("untested");
    assertThat(
            new Judge(EXPERIMENT, List.of(), List.of("it broke off"))
                .claims(Health.unknown(List.of("it broke off"))))
        .singleElement()
        .extracting(ClaimVerdict::words)
        .isEqualTo("cannot be tested here: it broke off");
  }

  @Test
  void a_claim_of_what_was_not_measured_cannot_be_tested() {
    Map<String, Double> less = new HashMap<>(CONTROL);
    less.remove("recovery");
    var judge = new Judge(EXPERIMENT, List.of(arm(0, less), treatment(Map.of())), List.of());

    assertThat(judge.claims(Health.pass(List.of())))
        .singleElement()
        .extracting(ClaimVerdict::words)
        .isEqualTo("cannot be tested here: it was not measured");
  }

  @Test
  void a_claim_that_this_machine_cannot_reach_says_why() {
    Experiment experiment = ToyExperiments.judged("otherwise: it is small");
    List<ArmResult> arms = List.of(control(Map.of()), treatment(Map.of("recovery", 900.0)));
    Judge judge = new Judge(experiment, arms, List.of());

    assertThat(judge.claims(judge.health()).getFirst().words())
        .isEqualTo("cannot be tested here: it is small");
  }

  @Test
  void a_claim_is_about_the_arms_that_it_names() {
    Experiment experiment = ToyExperiments.judged("of: [treatment]");
    List<ArmResult> arms = List.of(control(Map.of()), treatment(Map.of()));
    Judge judge = new Judge(experiment, arms, List.of());

    assertThat(judge.claims(judge.health()).getFirst().words()).isEqualTo("holds");
    assertThat(
            new Judge(experiment, List.of(control(Map.of())), List.of())
                .claims(Health.pass(List.of()))
                .getFirst()
                .words())
        .isEqualTo("cannot be tested here: it was not measured");
  }

  @Test
  void without_its_treatment_the_same_figures_do_not_pass() {
    Experiment sabotaged = EXPERIMENT.sabotaged();

    assertThat(sabotaged.arms().getLast().configure())
        .isEqualTo(EXPERIMENT.arms().getFirst().configure())
        .isNotEqualTo(EXPERIMENT.arms().getLast().configure());
    assertThat(sabotaged.arms().getLast().expect()).isEqualTo(EXPERIMENT.arms().getLast().expect());
    assertThat(sabotaged.arms().getFirst()).isEqualTo(EXPERIMENT.arms().getFirst());
  }

  private static Health health(ArmResult control, ArmResult treatment) {
    return new Judge(EXPERIMENT, List.of(control, treatment), List.of()).health();
  }

  private static ClaimVerdict claim(ArmResult control, ArmResult treatment) {
    Judge judge = new Judge(EXPERIMENT, List.of(control, treatment), List.of());
    return judge.claims(judge.health()).getFirst();
  }

  private static void assertFails(ArmResult control, ArmResult treatment, String reason) {
    Health health = health(control, treatment);
    assertThat(health.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(health.exitCode()).isEqualTo(1);
    assertThat(health.reasons()).singleElement().asString().startsWith(reason);
  }

  private static void assertUnknown(ArmResult control, ArmResult treatment, String reason) {
    Health health = health(control, treatment);
    assertThat(health.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(health.exitCode()).isEqualTo(2);
    assertThat(health.reasons()).singleElement().asString().startsWith(reason);
  }

  private static ArmResult control(Map<String, Double> spoilt, String... doubts) {
    return arm(0, laidOver(CONTROL, spoilt), doubts);
  }

  private static ArmResult treatment(Map<String, Double> spoilt, String... doubts) {
    return arm(1, laidOver(TREATMENT, spoilt), doubts);
  }

  private static Map<String, Double> laidOver(
      Map<String, Double> values, Map<String, Double> spoilt) {
    Map<String, Double> all = new HashMap<>(values);
    all.put("write.failed", 0.0);
    all.putAll(spoilt);
    return all;
  }

  private static ArmResult arm(int index, Map<String, Double> values, String... doubts) {
    Map<String, Double> all = new HashMap<>(values);
    all.putIfAbsent("write.failed", 0.0);
    return new ArmResult(
        EXPERIMENT.arms().get(index), all, new ArrayList<>(List.of(doubts)), List.of(), List.of());
  }
}
