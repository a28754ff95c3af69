package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runner.experiment.ToyExperiments.Said;
import lab.runner.experiment.ToyLab.Flaw;
import lab.runner.lab.Live;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real load generator, with a toy service in one HTTP server that nobody breaks. */
class PlainLoadIT {
  @TempDir Path folder;
  private final Said said = new Said();

  @Test
  void a_sound_service_passes_and_the_lab_is_not_changed() throws Exception {
    try (ToyLab lab = new ToyLab()) {
      PlainLoad.Outcome outcome = load(lab.gateway());

      assertThat(outcome.health())
          .as("%s", outcome.health())
          .extracting(Health::word)
          .isEqualTo("pass");
      assertThat(outcome.values()).containsEntry("intended", 300.0);
      assertThat(outcome.values()).containsEntry("failed", 0.0);
      assertThat(outcome.values().get("acknowledged")).isGreaterThan(40);
      assertThat(lab.live.getLast())
          .contains("lab_load_sent_total{arm=\"load\",experiment=\"toy\"");
      assertThat(said.seconds).hasPositiveValue();
      assertThat(said.steps).contains("load: reading back what was acknowledged");
      assertThat(lab.history).isEmpty();
    }
  }

  @Test
  void a_service_that_answers_wrongly_fails() throws Exception {
    try (ToyLab lab = new ToyLab(Flaw.WRONG_LOCATION, Flaw.DUPLICATES_A_CODE)) {
      Health health = load(lab.gateway()).health();

      assertThat(health.exitCode()).isEqualTo(1);
      assertThat(String.join("\n", health.reasons())).contains("wrong answers", "used twice");
    }
  }

  @Test
  void without_any_response_the_verdict_is_unknown() throws Exception {
    PlainLoad.Outcome outcome = load(URI.create("http://127.0.0.1:1"));

    assertThat(outcome.health().exitCode()).isEqualTo(2);
    assertThat(outcome.health().reasons().getFirst())
        .startsWith("the load did not begin: The links to read could not be created");
    assertThat(outcome.values()).isEmpty();
  }

  @Test
  void a_broken_promise_counts_before_distrust_and_distrust_before_a_failure() {
    Experiment experiment = ToyExperiments.judged();

    assertThat(health(experiment, Map.of("failed", 0.0, "lost", 0.0)).exitCode()).isZero();
    assertThat(health(experiment, Map.of("failed", 1.0)).exitCode()).isEqualTo(1);
    assertThat(health(experiment, Map.of("lost", 1.0)).exitCode()).isEqualTo(1);
    assertThat(health(experiment, Map.of("failed", 1.0), "late").exitCode()).isEqualTo(2);
    assertThat(health(experiment, Map.of("failed", 1.0, "unread", 1.0)).exitCode()).isEqualTo(2);
    assertThat(health(experiment, Map.of("lost", 1.0), "late").exitCode()).isEqualTo(1);
  }

  private static Health health(
      Experiment experiment, Map<String, Double> values, String... doubts) {
    return PlainLoad.health(experiment, values, List.of(doubts));
  }

  private PlainLoad.Outcome load(URI url) throws Exception {
    return PlainLoad.run(
        ToyExperiments.experiment(),
        new LoadTarget(url, Optional.of(Live.of(url, ""))),
        folder,
        ToyExperiments.options(folder, said).loadGenerator(),
        said);
  }
}
