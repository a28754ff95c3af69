package lab.runner.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import lab.runner.experiment.Experiment.Role;
import lab.runner.experiment.InvalidExperiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialFileTest {
  private static final Path EXPERIMENTS = Path.of("..", "experiments");

  @Test
  void reads_the_repositorys_own_trials_in_both_forms() throws IOException {
    int read = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(EXPERIMENTS, "*.yml")) {
      for (Path file : files) {
        if (TrialFile.isOne(file)) {
          TrialFile.read(file, false);
          TrialFile.read(file, true);
          read++;
        }
      }
    }
    assertThat(read).isEqualTo(7);
  }

  @Test
  void an_arms_settings_are_laid_over_those_of_all_and_the_short_form_over_both()
      throws IOException {
    Path file = EXPERIMENTS.resolve("lost-updates.yml");
    TrialExperiment full = TrialFile.read(file, false);
    TrialExperiment brief = TrialFile.read(file, true);

    assertThat(full.arms())
        .extracting(TrialExperiment.Arm::name)
        .containsExactly("set", "if-match", "join");
    assertThat(full.arms().getFirst().role()).isEqualTo(Role.CONTROL);
    assertThat(full.arms().getLast().trial().load()).startsWith("4,000 changes");
    assertThat(brief.arms().getLast().trial().load()).startsWith("1,000 changes");
    assertThat(full.claims().getFirst().of()).containsExactly("set", "if-match", "join");
  }

  @Test
  void a_list_of_the_short_form_takes_the_place_of_the_full_ones() throws IOException {
    Path file = EXPERIMENTS.resolve("phases.yml");

    assertThat(TrialFile.read(file, true).arms().getFirst().trial().load())
        .contains("[100, 200] users");
  }

  @Test
  void an_arm_is_compared_with_one_that_ran_before() throws IOException {
    var index = TrialFile.read(EXPERIMENTS.resolve("nearest.yml"), false).arms().get(1);

    assertThat(index.expect().get("cpu"))
        .isEqualTo(new Bound(Bound.Kind.AT_MOST, 1, "brute-force"));
  }

  /** Each a mistake in an otherwise right file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "way: set | way: get | settings.way is \"get\" and must be one of set, if-match, join",
        "way: set | way: set, speed: 9 | settings.speed is unknown",
        "devices: 20 | devices: 0 | settings.devices is 0 and must be a whole number from 2 to 200",
        "trial: lost-updates | trial: lost | trial is \"lost\" and must be one of",
        "lost: { atLeast: 1 } | mislaid: { atLeast: 1 } | arms[0].expect.mislaid names nothing"
            + " that",
        "lost: { atLeast: 1 } | lost: { atLeast: 1, atMost: 1 } | expect.lost.atMost or atLeast",
        "lost: { atLeast: 1 } | lost: { atLeast: 1, times: join } | must be an arm that runs"
            + " before",
        "role: control | role: treatment | arms must have one with role control",
        "name: join | name: set | arms[1].name is \"set\", as another arm's is",
        "measure: lost | measure: found | claims[0].measure names nothing that",
        "of: [set] | of: [reset] | claims[0].of must name arms: set, join",
        "title: Counting | titel: Counting | title is missing",
        "devices: 30 | places: 3, seconds: 4 | settings.seconds is unknown"
      })
  void says_what_is_wrong(String right, String wrong, String complaint) {
    String file =
        """
        title: Counting
        hypothesis: none
        topology: scaled
        trial: lost-updates
        claims:
          - {id: a, text: b, source: c, measure: lost, atMost: 0, of: [set]}
        settings: {places: 1, devices: 20, changes: 10}
        arms:
          - name: set
            role: control
            means: set
            settings: {way: set}
            expect:
              lost: { atLeast: 1 }
          - name: join
            role: treatment
            means: join
            settings: {way: join}
            expect:
              lost: {atMost: 0}
        short:
          settings: {devices: 30}
        """;
    assertThat(TrialFile.parse("counting", file, true).arms()).hasSize(2);
    assertThat(file).contains(right.strip());

    assertThatThrownBy(
            () -> TrialFile.parse("counting", file.replace(right.strip(), wrong.strip()), false))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining(complaint.strip());
  }

  @Test
  void a_treatment_of_which_nothing_is_expected_is_refused() throws IOException {
    String file = Files.readString(EXPERIMENTS.resolve("phase-1-restart.yml"));
    String without = file.replaceAll("expect:\n\\s+lostTickets: .* atMost.*\n.*\n", "");

    assertThatThrownBy(() -> TrialFile.parse("phase-1-restart", without, false))
        .hasMessageContaining("arms[1].expect is missing");
  }
}
