package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import lab.runner.experiment.ToyExperiments.Said;
import lab.runner.experiment.ToyLab.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real load generator, on a service in one HTTP server that nobody breaks. */
class PlainLoadIT {
  @TempDir Path folder;
  private final Said said = new Said();

  @Test
  void a_sound_service_passes_and_nothing_is_done_to_the_lab() throws Exception {
    try (ToyLab lab = new ToyLab()) {
      PlainLoad.Outcome outcome = load(lab.gateway());

      assertThat(outcome.health()).as("%s", outcome.health()).isInstanceOf(Health.Pass.class);
      assertThat(outcome.figures().intended()).isEqualTo(300);
      assertThat(outcome.figures().failed()).isZero();
      assertThat(outcome.ledger().acknowledged()).isGreaterThan(40);
      assertThat(lab.live.getLast())
          .contains("lab_load_sent_total{arm=\"load\",experiment=\"toy\"");
      assertThat(said.seconds).hasPositiveValue();
      assertThat(said.steps).contains("reading every acknowledged link back");
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
  void where_nobody_answers_nothing_is_known() throws Exception {
    PlainLoad.Outcome outcome = load(URI.create("http://127.0.0.1:1"));

    assertThat(outcome.health().exitCode()).isEqualTo(2);
    assertThat(outcome.health().reasons().getFirst())
        .startsWith("the load did not begin: The links to read could not be created");
    assertThat(outcome.figures().intended()).isZero();
  }

  private PlainLoad.Outcome load(URI url) throws Exception {
    return PlainLoad.run(
        ToyExperiments.experiment(),
        new LoadTarget(url, Optional.of(LoadTarget.Live.of(url, ""))),
        folder,
        ToyExperiments.options(folder, said).loadGenerator(),
        said);
  }
}
