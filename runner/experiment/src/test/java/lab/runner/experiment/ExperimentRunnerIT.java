package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import lab.runner.experiment.Result.ArmResult;
import lab.runner.experiment.ToyExperiments.Said;
import lab.runner.experiment.ToyLab.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real engine and the real load generator, with a toy lab in one HTTP server. */
class ExperimentRunnerIT {
  private static final LastWill NO_WILL = (_, _) -> {};

  @TempDir Path results;
  private final Said said = new Said();

  @Test
  void a_fault_that_causes_failures_only_without_retries_passes() throws Exception {
    try (ToyLab lab = new ToyLab()) {
      ExperimentRunner.Run run = run(lab);

      Result result = run.result();
      assertThat(result.health())
          .as("%s", result.health())
          .extracting(Health::word)
          .isEqualTo("pass");
      assertThat(result.claims())
          .extracting(ClaimVerdict::words)
          .containsExactly("holds with retries on");
      ArmResult control = result.arms().getFirst();
      ArmResult treatment = result.arms().getLast();
      assertThat(control.value("failed")).isGreaterThan(20);
      assertThat(control.seconds().get(1).figures().failedByKind()).containsKey("status-502");
      assertThat(treatment.value("failed")).isZero();
      assertThat(treatment.value("intended")).isEqualTo(300);
      assertThat(treatment.values()).containsKeys("before.p99", "during.p99", "after.sent");
      assertThat(treatment.value("attempts")).isZero();
      assertThat(control.value("attempts")).isPositive();
      assertThat(control.value("acknowledged")).isGreaterThan(25);
      assertThat(control.value("lost")).isZero();
      assertThat(said.seconds).hasPositiveValue();
      assertThat(said.folders).containsExactly(run.folder());
      assertThat(lab.history)
          .containsExactly(
              "configure gateway {toy.retry=false}",
              "kill url-shortener-1",
              "start url-shortener-1",
              "configure gateway {}",
              "kill url-shortener-1",
              "start url-shortener-1");
      assertThat(lab.live)
          .allMatch(figures -> figures.startsWith("secret\n"))
          .anyMatch(figures -> figures.contains("{arm=\"control\",experiment=\"toy\""))
          .anyMatch(figures -> figures.contains("{arm=\"treatment\",experiment=\"toy\""));
      assertThat(run.folder().resolve("control/plan.json")).content().doesNotContain("secret");
      ResultSchema.check(
          JsonMapper.shared().readTree(run.folder().resolve("result.json").toFile()));
    }
  }

  @Test
  void a_lost_link_a_wrong_location_and_a_code_used_twice_fail() throws Exception {
    try (ToyLab lab = new ToyLab(Flaw.LOSES_A_LINK, Flaw.WRONG_LOCATION, Flaw.DUPLICATES_A_CODE)) {
      Result result = run(lab).result();

      assertThat(result.health().word()).isEqualTo("fail");
      assertThat(result.health().exitCode()).isEqualTo(1);
      assertThat(String.join("\n", result.health().reasons()))
          .contains("acknowledged links lost", "wrong answers", "used twice", "lead elsewhere");
      assertThat(result.arms().getFirst().value("lost")).isPositive();
    }
  }

  @Test
  void a_fault_without_effect_is_unknown() throws Exception {
    try (ToyLab lab = new ToyLab(Flaw.NO_BITE)) {
      Result result = run(lab).result();

      assertThat(result.health().word()).isEqualTo("unknown");
      assertThat(result.health().exitCode()).isEqualTo(2);
      assertThat(result.health().reasons().getFirst()).startsWith("there was nothing to see");
      assertThat(result.claims().getFirst()).isInstanceOf(ClaimVerdict.CannotBeTestedHere.class);
    }
  }

  @Test
  void an_interrupted_run_starts_what_it_killed_undoes_the_configuration_and_says_so()
      throws Exception {
    try (ToyLab lab = new ToyLab()) {
      Options options = ToyExperiments.options(results, said);
      AtomicReference<Result> will = new AtomicReference<>();
      var run =
          CompletableFuture.supplyAsync(() -> {
            try {
              return ExperimentRunner.run(
                  ToyExperiments.experiment(), lab, options, (_, result) -> will.set(result));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      await().atMost(Duration.ofMinutes(5)).until(() -> !lab.dead.isEmpty());
      options.interruption().interrupt("interrupted");
      ExperimentRunner.Run end = run.get(2, TimeUnit.MINUTES);

      assertThat(end.result().health().exitCode()).isEqualTo(2);
      assertThat(end.result().health().reasons()).containsExactly("interrupted");
      JsonNode json = JsonMapper.shared().readTree(end.folder().resolve("result.json").toFile());
      assertThat(json.path("health").asString()).isEqualTo("unknown");
      assertThat(json.path("healthReasons").path(0).asString()).isEqualTo("interrupted");
      assertThat(will.get().health().reasons()).startsWith("interrupted");
      assertThat(lab.dead).isEmpty();
      assertThat(lab.configured).isEqualTo(Map.of("gateway", Map.of()));
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void a_failed_restart_is_tried_again_by_the_rollback_and_makes_the_run_unknown()
      throws Exception {
    try (ToyLab lab = new ToyLab(Flaw.STARTS_AT_THE_SECOND_TRY)) {
      Result result = run(lab).result();

      assertThat(result.health().word()).isEqualTo("unknown");
      assertThat(result.health().reasons().getFirst()).contains("did not become ready");
      assertThat(lab.dead).isEmpty();
      assertThat(lab.configured).isEqualTo(Map.of("gateway", Map.of()));
    }
  }

  @Test
  void a_lab_that_is_not_steady_is_not_experimented_on() throws Exception {
    try (ToyLab lab = new ToyLab()) {
      Experiment other =
          ToyExperiments.parse(
              ToyExperiments.YAML.replace("node: url-shortener-1", "node: redis-1"),
              ToyExperiments.loadGenerator());
      Result result =
          ExperimentRunner.run(other, lab, ToyExperiments.options(results, said), NO_WILL).result();

      assertThat(result.health().exitCode()).isEqualTo(2);
      assertThat(result.health().reasons().getFirst()).contains("no node redis-1");
      assertThat(lab.history).isEmpty();
    }
  }

  @Test
  void without_its_treatment_it_does_not_pass() throws Exception {
    try (ToyLab lab = new ToyLab()) {
      Result result =
          ExperimentRunner.run(
                  ToyExperiments.experiment().sabotaged(),
                  lab,
                  ToyExperiments.options(results, said),
                  NO_WILL)
              .result();

      assertThat(result.health().word()).isEqualTo("fail");
    }
  }

  private ExperimentRunner.Run run(ToyLab lab) throws Exception {
    return ExperimentRunner.run(
        ToyExperiments.experiment(), lab, ToyExperiments.options(results, said), NO_WILL);
  }
}
