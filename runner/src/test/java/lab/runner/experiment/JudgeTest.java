package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lab.runner.experiment.Result.ArmResult;
import lab.runner.experiment.Result.Ledger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each verdict, and the order in which reasons count. The experiment is the toy's. */
class JudgeTest {
  private static final Experiment EXPERIMENT = ToyExperiments.experiment();
  private static final Ledger CLEAN = new Ledger(50, 0, 0, 0, null, 0, 0);
  private final Judge judge = new Judge(EXPERIMENT);

  /** An arm that may be spoilt in one respect. */
  private record Arm(
      Experiment.Arm arm,
      long failedReads,
      long failedWrites,
      long missed,
      long failedBefore,
      Map<String, Long> kinds,
      @Nullable Long recovery,
      Result.@Nullable Traffic traffic,
      double p99,
      long warmUpWrong,
      long slowBefore,
      boolean fault,
      Ledger ledger) {

    ArmResult result() {
      return new ArmResult(
          arm,
          figures(1000, failedReads, failedWrites, missed, kinds, p99),
          warmUpWrong,
          slowBefore,
          List.of(
              new Result.Phase("before", figures(300, failedBefore, 0, 0, Map.of(), 1)),
              new Result.Phase("during", figures(400, failedReads, failedWrites, 0, kinds, p99)),
              new Result.Phase("after", figures(300, 0, 0, 0, Map.of(), 1))),
          fault
              ? List.of(new Result.InjectedFault("url-shortener-1", "kill", 1000, 2000, 2100))
              : List.of(),
          recovery,
          traffic,
          ledger,
          List.of(),
          0);
    }
  }

  private static final Arm GOOD = good();
  private static final ArmResult CONTROL = control(500);

  @Test
  void a_biting_fault_and_a_clean_treatment_pass() {
    Health health = health(CONTROL, GOOD.result());

    assertThat(health).isInstanceOf(Health.Pass.class);
    assertThat(health.exitCode()).isZero();
    assertThat(health.reasons().getFirst())
        .isEqualTo("0 of 1,000 requests failed with retries on; 500 of 1,000 with retries off");
  }

  @Test
  void a_lost_a_duplicated_and_a_stale_link_fail() {
    assertFails(with(new Ledger(50, 1, 0, 0, null, 0, 0)), "treatment: 1 acknowledged links lost");
    assertFails(with(new Ledger(50, 0, 2, 0, null, 0, 0)), "2 codes or idempotency keys");
    assertFails(with(new Ledger(50, 0, 0, 3, null, 0, 0)), "3 acknowledged links that lead");
  }

  @Test
  void a_wrong_answer_fails_even_in_the_warm_up_and_even_in_the_control_arm() {
    assertFails(spoilt(0, 0, 0, Map.of("wrong-answer", 1L)), "1 wrong answers");
    assertFails(spoilt(0, 0, 0, Map.of("not-found", 2L)), "2 wrong answers");
    Arm warm =
        new Arm(
            EXPERIMENT.control(), 500, 0, 0, 0, Map.of(), 3000L, traffic(9), 5, 1, 0, true, CLEAN);
    assertThat(health(warm.result(), GOOD.result())).isInstanceOf(Health.Fail.class);
  }

  @Test
  void a_broken_invariant_fails_although_the_load_generator_was_held_up() {
    Arm both =
        new Arm(
            EXPERIMENT.treatment(),
            0,
            0,
            500,
            0,
            Map.of(),
            0L,
            traffic(0),
            5,
            0,
            0,
            true,
            new Ledger(50, 1, 0, 0, null, 0, 0));
    assertFails(both, "acknowledged links lost");
  }

  @Test
  void a_missed_hundredth_of_the_arrivals_is_unknown_and_less_is_not() {
    assertUnknown(CONTROL, spoilt(5, 0, 10, Map.of()).result(), "missed 10 of 1,000 arrivals");
    assertThat(health(CONTROL, spoilt(0, 0, 9, Map.of()).result())).isInstanceOf(Health.Pass.class);
  }

  @Test
  void failures_before_the_fault_are_unknown() {
    Arm unsteady =
        new Arm(EXPERIMENT.treatment(), 0, 0, 0, 4, Map.of(), 0L, traffic(0), 5, 0, 0, true, CLEAN);
    assertUnknown(CONTROL, unsteady.result(), "treatment: not steady before the fault: 4 of 300");
  }

  @Test
  void a_hundredth_slow_before_the_fault_is_unknown_and_less_is_not() {
    assertUnknown(CONTROL, slowBefore(4), "treatment: not steady before the fault: 4 of 300");
    assertThat(health(CONTROL, slowBefore(3))).isInstanceOf(Health.Pass.class);
  }

  @Test
  void links_that_could_not_be_read_back_are_unknown() {
    assertUnknown(
        CONTROL, with(new Ledger(50, 0, 0, 0, null, 0, 2)).result(), "2 acknowledged links could");
  }

  @Test
  void a_treatment_outside_its_tolerances_fails_for_each_of_them() {
    assertFails(spoilt(1, 0, 0, Map.of()), "treatment: 1 reads failed (allowed: 0)");
    assertFails(spoilt(0, 1, 0, Map.of()), "treatment: 1 writes failed (allowed: 0)");
    assertFails(slow(900L, 5, traffic(0)), "900 ms to recover (allowed: 800)");
    assertFails(slow(0L, 30_001, traffic(0)), "30,001 ms p99 during the fault (allowed: 30,000)");
    assertFails(slow(0L, 5, traffic(1)), "1 tries of the dead node later than 500 ms");
  }

  @Test
  void a_control_that_shows_no_harm_is_unknown_never_pass() {
    assertUnknown(control(19), GOOD.result(), "the fault did not bite: control failed 19");
  }

  @Test
  void metrics_that_do_not_tell_and_a_fault_that_never_came_are_unknown() {
    assertUnknown(CONTROL, slow(0L, 5, null).result(), "metrics did not tell");
    Arm none =
        new Arm(
            EXPERIMENT.treatment(), 0, 0, 0, 0, Map.of(), null, traffic(0), 5, 0, 0, false, CLEAN);
    assertUnknown(CONTROL, none.result(), "no fault was injected");
  }

  @Test
  void trouble_and_a_missing_arm_are_unknown() {
    Health health = judge.health(List.of(CONTROL, GOOD.result()), List.of("it broke off"));
    assertThat(health).isEqualTo(new Health.Unknown(List.of("it broke off")));
    assertThat(judge.health(List.of(CONTROL), List.of()))
        .isEqualTo(new Health.Unknown(List.of("not both arms were run")));
  }

  @Test
  void the_claim_holds_when_only_the_treatment_keeps_it() {
    ClaimVerdict verdict = claim(CONTROL, GOOD.result());
    assertThat(verdict.words()).isEqualTo("holds when retries on");
    assertThat(verdict.measured()).isEqualTo("0 ms with retries on; 3.0 s with retries off");
  }

  @Test
  void the_claim_holds_when_both_arms_keep_it_and_is_refuted_when_the_treatment_does_not() {
    Arm quick =
        new Arm(
            EXPERIMENT.control(), 500, 0, 0, 0, Map.of(), 499L, traffic(9), 5, 0, 0, true, CLEAN);
    assertThat(claim(quick.result(), GOOD.result()).words()).isEqualTo("holds");
    // A refuted claim does not make the lab ill: this run is healthy.
    assertThat(claim(CONTROL, slow(500L, 5, traffic(0)).result()).words()).isEqualTo("refuted");
  }

  @Test
  void the_claim_cannot_be_tested_by_a_run_without_a_verdict() {
    assertThat(claim(control(0), GOOD.result()).words())
        .startsWith("cannot be tested here: the fault did not bite");
    assertThat(judge.claim(List.of(), new Health.Unknown(List.of("broke off"))).words())
        .isEqualTo("cannot be tested here: nothing was measured");
  }

  private Health health(ArmResult control, ArmResult treatment) {
    return judge.health(List.of(control, treatment), List.of());
  }

  private ClaimVerdict claim(ArmResult control, ArmResult treatment) {
    return judge.claim(List.of(control, treatment), health(control, treatment));
  }

  private void assertFails(Arm treatment, String reason) {
    Health health = health(CONTROL, treatment.result());
    assertThat(health).isInstanceOf(Health.Fail.class);
    assertThat(health.reasons().getFirst()).contains(reason);
  }

  private void assertUnknown(ArmResult control, ArmResult treatment, String reason) {
    Health health = health(control, treatment);
    assertThat(health).isInstanceOf(Health.Unknown.class);
    assertThat(health.reasons().getFirst()).contains(reason);
  }

  private static Arm good() {
    return new Arm(
        EXPERIMENT.treatment(), 0, 0, 0, 0, Map.of(), 0L, traffic(0), 5, 0, 0, true, CLEAN);
  }

  private static Arm with(Ledger ledger) {
    return new Arm(
        EXPERIMENT.treatment(), 0, 0, 0, 0, Map.of(), 0L, traffic(0), 5, 0, 0, true, ledger);
  }

  private static Arm spoilt(long reads, long writes, long missed, Map<String, Long> kinds) {
    return new Arm(
        EXPERIMENT.treatment(),
        reads,
        writes,
        missed,
        0,
        kinds,
        0L,
        traffic(0),
        5,
        0,
        0,
        true,
        CLEAN);
  }

  private static ArmResult slowBefore(long slow) {
    return new Arm(
            EXPERIMENT.treatment(), 0, 0, 0, 0, Map.of(), 0L, traffic(0), 5, 0, slow, true, CLEAN)
        .result();
  }

  private static Arm slow(long recovery, double p99, Result.@Nullable Traffic traffic) {
    return new Arm(
        EXPERIMENT.treatment(), 0, 0, 0, 0, Map.of(), recovery, traffic, p99, 0, 0, true, CLEAN);
  }

  private static ArmResult control(long failed) {
    return new Arm(
            EXPERIMENT.control(),
            failed,
            0,
            0,
            0,
            Map.of(),
            3000L,
            traffic(99),
            5,
            0,
            0,
            true,
            CLEAN)
        .result();
  }

  private static Result.Traffic traffic(long attempts) {
    return new Result.Traffic(100, attempts);
  }

  private static Figures figures(
      long count, long reads, long writes, long missed, Map<String, Long> kinds, double p99) {
    return new Figures(
        count, count, missed, count - reads - writes, reads, writes, kinds, 1.0, p99, p99);
  }
}
