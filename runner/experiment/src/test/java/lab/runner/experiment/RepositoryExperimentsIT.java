package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The repository's own experiments, checked by the real load generator. */
class RepositoryExperimentsIT {
  private static final Path EXPERIMENTS = Path.of("..", "..", "experiments");
  private static final LoadProgram LOAD_GENERATOR = ToyExperiments.loadGenerator();

  @Test
  void all_are_valid_in_both_forms_and_one_is_the_demo() throws IOException {
    List<ExperimentFile> files = new ArrayList<>();
    try (var paths = Files.newDirectoryStream(EXPERIMENTS, "*.yml")) {
      for (Path path : paths) {
        files.add(ExperimentFile.read(path));
      }
    }
    LOAD_GENERATOR.check(files.stream().flatMap(file -> file.questions().stream()).toList());
    List<String> demos = new ArrayList<>();
    for (ExperimentFile file : files) {
      assertThat(file.experiment(false, LOAD_GENERATOR).arms())
          .hasSameSizeAs(file.experiment(true, LOAD_GENERATOR).arms());
      if (file.document().demo() != null) {
        demos.add(file.name());
      }
    }
    assertThat(demos).hasSize(1);
  }

  /** Otherwise a treatment arm without a promotion could pass as recovered in time. */
  @Test
  void the_postgres_outage_outlasts_its_expectations() throws IOException {
    ExperimentFile file = ExperimentFile.read(EXPERIMENTS.resolve("postgres-failover.yml"));
    for (boolean shortForm : new boolean[] {false, true}) {
      Experiment experiment = file.experiment(shortForm, LOAD_GENERATOR);
      Experiment.Fault fault = experiment.faults().getFirst();
      Duration outage = Objects.requireNonNull(fault.lift()).minus(fault.at());
      Experiment.Arm control = experiment.arms().getFirst();
      Experiment.Arm treatment = experiment.arms().getLast();
      double writes =
          control.settings().path("rate").asDouble()
              / (control.settings().path("reads-per-write").asInt() + 1)
              * outage.toSeconds();
      double bites = bound(control, "failed");

      assertThat(fault.target()).isEqualTo(new Experiment.Target.Selected("postgres", "primary"));
      assertThat(bound(treatment, "recovery")).isLessThan(outage.toMillis() - 2_000.0);
      assertThat(bound(treatment, "write.failed")).isLessThan(bites);
      assertThat(bites).isLessThan(writes);
      assertThat(control.configure()).isEqualTo(Map.of("postgres", Map.of("failover", "off")));
    }
  }

  private static double bound(Experiment.Arm arm, String measure) {
    return Objects.requireNonNull(arm.expect().get(measure)).value();
  }
}
