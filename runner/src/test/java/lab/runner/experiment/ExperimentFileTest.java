package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentFileTest {
  private static final Path EXPERIMENTS = Path.of("..", "experiments");

  @Test
  void reads_the_repositorys_own_experiments_in_both_forms() throws IOException {
    int read = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(EXPERIMENTS, "*.yml")) {
      for (Path file : files) {
        if (ExperimentTree.has(Files.readString(file), "trial")) {
          continue; // TrialFileTest reads it
        }
        ExperimentFile.read(file, false);
        ExperimentFile.read(file, true);
        read++;
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void the_short_form_overrides_times_and_rate_and_nothing_else() throws IOException {
    Path file = EXPERIMENTS.resolve("kill-an-instance.yml");
    Experiment full = ExperimentFile.read(file, false);
    Experiment brief = ExperimentFile.read(file, true);

    assertThat(full.name()).isEqualTo("kill-an-instance");
    assertThat(brief.load().rate()).isLessThan(full.load().rate());
    assertThat(brief.load().readsPerWrite()).isEqualTo(full.load().readsPerWrite());
    assertThat(brief.faults().getFirst().target())
        .isEqualTo(new Experiment.Target.Named("url-shortener-1"));
    assertThat(brief.faults().getFirst().at()).isEqualTo(Duration.ofSeconds(4));
    assertThat(brief.arms()).isEqualTo(full.arms());
    assertThat(brief.control().configure().get("gateway"))
        .containsEntry("lab.gateway.retry.enabled", "false");
  }

  /** Otherwise a treatment arm in which nothing is promoted could pass as recovered in time. */
  @Test
  void nobody_waits_out_the_postgres_outage_within_its_tolerances() throws IOException {
    for (boolean shortForm : new boolean[] {false, true}) {
      var experiment = ExperimentFile.read(EXPERIMENTS.resolve("postgres-failover.yml"), shortForm);
      var fault = experiment.faults().getFirst();
      var tolerances = experiment.tolerances();
      Duration outage = Objects.requireNonNull(fault.lift()).minus(fault.at());
      var load = experiment.load();
      double writes = load.rate() / (load.readsPerWrite() + 1) * outage.toSeconds();

      assertThat(fault.target()).isEqualTo(new Experiment.Target.Selected("postgres", "primary"));
      assertThat(tolerances.recovery()).isLessThan(outage.minusSeconds(2));
      assertThat(tolerances.failedWrites()).isLessThan(tolerances.controlFails());
      assertThat((double) tolerances.controlFails()).isLessThan(writes);
      assertThat(experiment.control().configure())
          .isEqualTo(Map.of("postgres", Map.of("failover", "off")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate: 100 | rate: 0 | load.rate is 0 and must be a number from 1 to 20000",
        "rate: 100 | rate: fast | load.rate is \"fast\" and must be a number from 1 to 20000",
        "rate: 100 | rat: 100 | load.rate is missing",
        "seed: 1 | seed: 1.5 | load.seed is 1.5 and must be a whole number",
        "warmUp: 1s | warmUp: 1 | load.warmUp is \"1\" and must be a duration such as 250ms",
        "warmUp: 1s | warmUp: 1ms | load.warmUp is 1ms and must be from 500ms to 600s",
        "fault: kill | fault: maim | faults[0].fault is \"maim\" and must be one of kill, stop",
        "at: 1s | at: 9s | faults[0].at is 9s and must be from 0s to 3s",
        "lift: 2500ms | lift: 500ms | faults[0].lift is 500ms and must be from 1s to 3s",
        "fault: kill | fault: kill, | faults[0].fault is \"kill,\"",
        "role: treatment | role: control | arms must be one arm with role control and one with",
        "hypothesis: | hypotheses: | hypothesis is missing",
        "topology: toy | topology: {} | topology must be a text",
        "controlFails: 20 | controlFails: 0 | tolerances.controlFails is 0 and must be",
      })
  void names_the_key_and_the_bound_of_what_is_wrong(String from, String to, String message) {
    assertThat(ToyExperiments.YAML).contains(from);
    assertThatThrownBy(() -> parse(ToyExperiments.YAML.replace(from, to)))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining(message);
  }

  @Test
  void an_unknown_key_is_named_with_those_that_are_known() {
    assertThatThrownBy(() -> parse(ToyExperiments.YAML.replace("seed: 1", "seed: 1\n  sed: 1")))
        .hasMessageStartingWith("load.sed is unknown; known here: rate, warmUp");
    assertThatThrownBy(() -> parse(ToyExperiments.YAML + "extra: 1\n"))
        .hasMessageStartingWith("extra is unknown");
    assertThatThrownBy(() -> parse(ToyExperiments.YAML + "short:\n  arms: []\n"))
        .hasMessageStartingWith("short.arms is unknown; known here: load, faults");
  }

  @Test
  void a_wrong_short_form_is_found_in_the_full_form_too() {
    assertThatThrownBy(() -> parse(ToyExperiments.YAML + "short:\n  load:\n    rate: -1\n"))
        .hasMessageContaining("load.rate is -1");
  }

  @Test
  void a_node_is_named_or_selected_not_both() {
    String selected = "kind: postgres\n    role: primary";
    Experiment experiment = parse(ToyExperiments.YAML.replace("node: url-shortener-1", selected));
    assertThat(experiment.faults().getFirst().target())
        .isEqualTo(new Experiment.Target.Selected("postgres", "primary"));
    String both = "node: url-shortener-1\n    kind: postgres";
    assertThatThrownBy(() -> parse(ToyExperiments.YAML.replace("node: url-shortener-1", both)))
        .hasMessageContaining("faults[0].node or kind");
  }

  @Test
  void what_is_not_yaml_says_so() {
    assertThatThrownBy(() -> parse("a: [")).hasMessageStartingWith("not YAML");
    assertThatThrownBy(() -> parse("just text")).hasMessage("the file must be a mapping");
  }

  private static Experiment parse(String yaml) {
    return ExperimentFile.parse("toy", yaml, false);
  }
}
