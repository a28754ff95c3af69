package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

/** The real engine and the real load generator on a lab in one HTTP server. */
class ExperimentRunnerIT {
  private static final LastWill<Result> NO_WILL = (_, _) -> {};

  @TempDir Path results;
  private final Said said = new Said();

  @Test
  void a_fault_that_bites_without_retries_and_not_with_them_passes() throws Exception {
    try (ToyLab lab = new ToyLab()) {
      ExperimentRunner.Run run = run(lab);

      Result result = run.result();
      assertThat(result.health()).as("%s", result.health()).isInstanceOf(Health.Pass.class);
      assertThat(result.claim().words()).isEqualTo("holds when retries on");
      ArmResult control = result.arms().getFirst();
      ArmResult treatment = result.arms().getLast();
      assertThat(control.figures().failedByKind().get("status-502")).isGreaterThan(20);
      assertThat(treatment.figures().failed()).isZero();
      assertThat(treatment.figures().intended()).isEqualTo(300);
      assertThat(treatment.phases()).extracting(Result.Phase::name).hasSize(3);
      assertThat(treatment.traffic()).isNotNull();
      assertThat(result.ledger().acknowledged()).isGreaterThan(50);
      assertThat(result.ledger().lost()).isZero();
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
      hasTheFieldsOfTheDesign(run.folder().resolve("result.json"));
    }
  }

  @Test
  void a_lost_link_a_wrong_location_and_a_code_used_twice_fail() throws Exception {
    try (ToyLab lab = new ToyLab(Flaw.LOSES_A_LINK, Flaw.WRONG_LOCATION, Flaw.DUPLICATES_A_CODE)) {
      Result result = run(lab).result();

      assertThat(result.health()).isInstanceOf(Health.Fail.class);
      assertThat(result.health().exitCode()).isEqualTo(1);
      assertThat(String.join("\n", result.health().reasons()))
          .contains("acknowledged links lost", "wrong answers", "used twice", "lead elsewhere");
      assertThat(result.ledger().lost()).isGreaterThan(0);
      assertThat(result.ledger().duplicated()).isGreaterThan(0);
    }
  }

  @Test
  void a_fault_that_does_not_bite_is_unknown() throws Exception {
    try (ToyLab lab = new ToyLab(Flaw.NO_BITE)) {
      Result result = run(lab).result();

      assertThat(result.health()).isInstanceOf(Health.Unknown.class);
      assertThat(result.health().exitCode()).isEqualTo(2);
      assertThat(result.health().reasons().getFirst()).startsWith("the fault did not bite");
      assertThat(result.claim()).isInstanceOf(ClaimVerdict.CannotBeTestedHere.class);
    }
  }

  @Test
  void an_interrupted_run_starts_what_it_killed_puts_the_configuration_back_and_says_so()
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

      assertThat(result.health()).isInstanceOf(Health.Unknown.class);
      assertThat(result.health().reasons().getFirst()).contains("did not become ready");
      assertThat(lab.dead).isEmpty();
      assertThat(lab.configured).isEqualTo(Map.of("gateway", Map.of()));
    }
  }

  @Test
  void a_lab_that_is_not_steady_is_not_experimented_on() throws Exception {
    try (ToyLab lab = new ToyLab()) {
      Experiment other =
          ExperimentFile.parse(
              "toy", ToyExperiments.YAML.replace("node: url-shortener-1", "node: redis-1"), false);
      Result result =
          ExperimentRunner.run(other, lab, ToyExperiments.options(results, said), NO_WILL).result();

      assertThat(result.health().exitCode()).isEqualTo(2);
      assertThat(result.health().reasons().getFirst()).contains("no node redis-1");
      assertThat(lab.history).isEmpty();
    }
  }

  private ExperimentRunner.Run run(ToyLab lab) throws Exception {
    return ExperimentRunner.run(
        ToyExperiments.experiment(), lab, ToyExperiments.options(results, said), NO_WILL);
  }

  private static void hasTheFieldsOfTheDesign(Path file) throws Exception {
    JsonNode json = new JsonMapper().readTree(Files.readAllBytes(file));
    assertThat(json.propertyNames())
        .contains(
            "experiment", "startedAt", "machine", "versions", "health", "claim", "arms", "ledger");
    assertThat(json.get("claim").propertyNames()).contains("text", "source", "verdict", "measured");
    JsonNode arm = json.get("arms").get(1);
    String[] figures = {
      "intended", "sent", "failed", "failedByKind", "p50Millis", "p99Millis", "p999Millis"
    };
    assertThat(arm.propertyNames()).contains(figures);
    assertThat(arm.propertyNames()).contains("name", "phases", "faults", "recoveryMillis");
    assertThat(arm.get("phases").get(0).propertyNames()).contains("name").contains(figures);
    assertThat(arm.get("faults").get(0).propertyNames())
        .contains("node", "fault", "atMillis", "liftedAtMillis");
    assertThat(json.get("ledger").propertyNames())
        .contains("acknowledged", "lost", "duplicated", "stale", "outOfOrder", "unknown");
  }
}
