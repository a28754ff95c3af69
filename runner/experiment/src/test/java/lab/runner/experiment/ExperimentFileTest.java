package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import lab.yaml.InvalidYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentFileTest {
  private static final String YAML =
      """
      title: A toy
      claims:
        - id: c
          text: a claim
          source: a text
          measure: recovery
          below: 500ms
      hypothesis: none
      topology: toy
      needs: [tracker]
      workload: requests
      settings: { rate: 100, users: [1, 2, 3] }
      faults:
        - node: one
          fault: kill
          at: 1s
          lift: 2500ms
      effect: { slow: 30s, quiet: 1s }
      arms:
        - name: control
          role: control
          means: nothing
          expect:
            failed: { at-least: 20 }
        - name: treatment
          role: treatment
          means: defences
          settings: { rate: 50 }
          expect:
            failed: { at-most: 0, times: control }
            lost: never
      """;

  @Test
  void reads_every_field() throws IOException {
    Experiment experiment = parse(YAML);

    assertThat(experiment.name()).isEqualTo("toy");
    assertThat(experiment.hasSeries()).isTrue();
    assertThat(experiment.needs()).containsExactly("tracker");
    assertThat(experiment.arms().getFirst().settings().path("rate").asInt()).isEqualTo(100);
    assertThat(experiment.arms().getLast().settings().path("rate").asInt()).isEqualTo(50);
    assertThat(experiment.arms().getLast().settings().path("users").size()).isEqualTo(3);
    assertThat(experiment.arms().getLast().load()).contains("50");
    assertThat(experiment.faults().getFirst().lift()).isEqualTo(Duration.ofMillis(2_500));
    assertThat(experiment.measure("during.read.p99").words())
        .isEqualTo("reads, p99 during the fault");
    assertThat(experiment.claims().getFirst().of()).containsExactly("control", "treatment");
    assertThat(experiment.asksFor(Set.of("lost", "acknowledged"))).as("of an arm").isTrue();
    assertThat(experiment.asksFor(Set.of("recovery"))).as("by a claim").isTrue();
    assertThat(experiment.asksFor(Set.of("acknowledged"))).isFalse();
  }

  @Test
  void a_workload_with_figures_of_its_own_has_no_phases() throws IOException {
    String counting =
        YAML.replace("workload: requests", "workload: counting")
            .replace("measure: recovery", "measure: p99")
            .replace("failed: {", "p99: {");
    Experiment experiment = parse(counting);

    assertThat(experiment.hasSeries()).isFalse();
    assertThat(experiment.measures()).isEqualTo(ToyWorkloads.COUNTING.measures());
    assertThatThrownBy(() -> parse(counting.replace("p99: {", "during.p99: {")))
        .hasMessageContaining(
            "names the measure \"during.p99\"".replace("names the measure ", "is "));
  }

  @Test
  void the_short_form_is_laid_over_the_full_form_entry_by_entry() throws IOException {
    String yaml =
        YAML
            + """
            short:
              settings: { rate: 7, users: [9] }
              faults: [{ at: 500ms }]
              arms:
                - {}
                - settings: { rate: 8 }
            """;
    ExperimentFile file = ExperimentFile.parse("toy.yml", yaml);
    Experiment brief = file.experiment(true, new ToyWorkloads());

    assertThat(file.experiment(false, new ToyWorkloads())).isEqualTo(parse(YAML));
    assertThat(brief.arms().getFirst().settings().path("rate").asInt()).isEqualTo(7);
    assertThat(brief.arms().getFirst().settings().path("users").size()).isEqualTo(1);
    assertThat(brief.arms().getLast().settings().path("rate").asInt()).isEqualTo(8);
    assertThat(brief.faults().getFirst().at()).isEqualTo(Duration.ofMillis(500));
    assertThat(brief.faults().getFirst().lift()).isEqualTo(Duration.ofMillis(2_500));
    assertThat(brief.arms().getLast().expect()).isEqualTo(parse(YAML).arms().getLast().expect());
  }

  @Test
  void an_invalid_short_form_is_found_when_the_full_form_is_read() {
    assertThatThrownBy(() -> parse(YAML + "short:\n  settings: { wrong: 1 }\n"))
        .hasMessageContaining("arm control, settings.wrong: must be right");
    assertThatThrownBy(() -> parse(YAML + "short:\n  topology: other\n"))
        .hasMessageContaining("short has topology and may have settings, faults, arms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title: A toy | titel: A toy | titel",
        "title: A toy | title: | title: is missing or blank",
        "hypothesis: none | hypothesis: '' | hypothesis: is missing or blank",
        "workload: requests | workload: tea | workload is \"tea\" and must be one of requests,"
            + " counting",
        "rate: 100, | wrong: 1, | arm control, settings.wrong: must be right",
        "measure: recovery | measure: downtime | claims[0].measure is \"downtime\" and must be one"
            + " of",
        "below: 500ms | below: soon | claims[0] below is \"soon\" and must be a number",
        "below: 500ms | at-moast: 1 | at-moast",
        "fault: kill | fault: maim | faults[0].fault",
        "at: 1s | at: 1h | faults[0].at: is \"1h\" and must be a duration",
        "at: 1s | at: 61m | faults[0].at: must be from 0s to 60m",
        "lift: 2500ms | lift: 500ms | faults must each be lifted after its time",
        "node: one | knot: one | knot",
        "role: treatment | role: control | arms must be one with role control at least",
        "name: treatment | name: control | arms[1].name is \"control\", as another arm's is",
        "times: control | times: treatment | arms[1].expect.failed.times is \"treatment\" and must"
            + " be an arm before",
        "lost: never | lost: ever | arms[1].expect.lost must be never, or one of",
        "lost: never | last: never | arms[1].expect.last is \"last\" and must be one of",
        "quiet: 1s | quiet: 1ms | effect.quiet: must be from 100ms to 1m",
      })
  void names_the_field_and_the_bound_of_what_is_wrong(String from, String to, String message) {
    assertThat(YAML).contains(from);
    assertThatThrownBy(() -> parse(YAML.replace(from, to)))
        .isInstanceOf(InvalidYaml.class)
        .hasMessageStartingWith("toy.yml")
        .hasMessageContaining(message);
  }

  @Test
  void faults_need_an_effect_and_a_claim_one_bound() {
    assertThatThrownBy(() -> parse(YAML.replace("effect: { slow: 30s, quiet: 1s }\n", "")))
        .hasMessageContaining("effect is missing");
    assertThatThrownBy(() -> parse(YAML.replace("below: 500ms", "at-most: 1\n    at-least: 1")))
        .hasMessageContaining("claims[0] must be never, or one of");
    assertThatThrownBy(() -> parse(YAML.replace("below: 500ms", "below: 1\n    of: [them]")))
        .hasMessageContaining("claims[0].of must name arms: control, treatment");
  }

  @Test
  void a_node_is_named_or_selected_not_both() throws IOException {
    Experiment experiment = parse(YAML.replace("node: one", "kind: postgres\n    role: primary"));
    assertThat(experiment.faults().getFirst().target())
        .isEqualTo(new Experiment.Target.Selected("postgres", "primary"));
    assertThatThrownBy(() -> parse(YAML.replace("node: one", "node: one\n    kind: postgres")))
        .hasMessageContaining("faults must each have a node, or a kind");
    assertThatThrownBy(() -> parse(YAML.replace("node: one", "node: one\n    role: primary")))
        .hasMessageContaining("faults must each have a node, or a kind");
  }

  @Test
  void a_file_that_is_not_yaml_is_refused() {
    assertThatThrownBy(() -> parse("a: [")).hasMessageStartingWith("toy.yml, line");
    assertThatThrownBy(() -> parse("just text")).hasMessage("toy.yml must be a mapping.");
  }

  private static Experiment parse(String yaml) throws IOException {
    return ExperimentFile.parse("toy.yml", yaml).experiment(false, new ToyWorkloads());
  }
}
