package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.protocol.Event;
import lab.runner.experiment.Experiment.Arm;
import lab.runner.experiment.Experiment.Claim;
import lab.runner.experiment.Experiment.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Arms, configuration, what a workload asks for, and that everything is restored however the run
 * ends.
 */
class EngineTest {
  @TempDir Path results;
  private final Interruption interruption = new Interruption();

  @Test
  void each_arm_has_its_configuration_and_nodes_and_everything_is_restored() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      ExperimentRunner.Run run = run(lab, "", "ask KILL tracker-1");

      assertThat(run.result().health()).isEqualTo(Health.pass(run.result().health().reasons()));
      assertThat(lab.history)
          .containsExactly(
              "configure tracker {phase=1}",
              "stop tracker-2",
              "start tracker-2",
              "configure tracker {}",
              "kill tracker-1",
              "start tracker-1");
    }
  }

  @Test
  void a_workload_can_ask_for_the_ready_nodes_of_a_kind_and_their_actuators() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      var said = new ToyExperiments.Said();
      var _ = run(lab, said, "ask NODES tracker", "ask ACTUATOR tracker-2 prometheus");

      assertThat(said.steps)
          .contains(
              "control: answered [tracker-1]", "treatment: answered [prometheus of tracker-2]");
    }
  }

  @Test
  void the_result_is_written_with_every_measure_and_what_was_expected_of_it() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      Path folder = run(lab, "", "").folder();

      JsonNode json = JsonMapper.shared().readTree(folder.resolve("result.json").toFile());
      ResultSchema.check(json);
      assertThat(json.path("experiment").asString()).isEqualTo("toy");
      assertThat(json.path("health").asString()).isEqualTo("pass");
      assertThat(json.path("claims").path(0).path("verdict").asString())
          .isEqualTo("holds with treatment");
      JsonNode lost = json.path("arms").path(1).path("measures").path("lost");
      assertThat(lost.path("value").asDouble(-1)).isZero();
      assertThat(lost.path("unit").asString()).isEqualTo("count");
      assertThat(lost.path("expected").asString()).isEqualTo("never");
    }
  }

  @Test
  void a_workload_that_breaks_off_leaves_nothing_down_and_is_unknown() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      Health health = run(lab, "ask KILL tracker-1;die", "").result().health();

      assertThat(health.word()).isEqualTo("unknown");
      assertThat(health.reasons().getFirst()).contains("the load did not end", "last words");
      assertThat(lab.down).isEmpty();
      assertThat(lab.history.getLast()).isEqualTo("configure tracker {}");
    }
  }

  @Test
  void a_workload_that_does_not_trust_its_figures_is_unknown() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      Health health = run(lab, "", "distrust the machine was busy").result().health();

      assertThat(health).isEqualTo(Health.unknown(List.of("the machine was busy")));
    }
  }

  @Test
  void a_workload_is_told_what_cannot_be_done() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      lab.stuck = "tracker-1";
      Health health = run(lab, "", "ask START tracker-1").result().health();

      assertThat(health.reasons().getFirst()).contains("it does not want to");
    }
  }

  @Test
  void a_node_that_stays_down_makes_the_run_unknown() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      lab.stuck = "tracker-2";

      Health health = run(lab, "", "").result().health();

      assertThat(health.word()).isEqualTo("unknown");
      assertThat(health.reasons().getFirst()).contains("not started again: tracker-2");
    }
  }

  @Test
  void an_interrupted_run_is_rolled_back_and_its_result_says_so() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      var said = new InterruptingAt("control: now", () -> interruption.interrupt("interrupted"));
      var run = run(lab, said, "ask KILL tracker-1;say now;hang", "");

      assertThat(run.result().health().reasons()).first().isEqualTo("interrupted");
      assertThat(run.result().health().exitCode()).isEqualTo(2);
      assertThat(run.folder().resolve("result.json")).content().contains("interrupted");
      assertThat(lab.down).isEmpty();
      assertThat(lab.history.getLast()).isEqualTo("configure tracker {}");
    }
  }

  @Test
  void a_run_that_has_lost_the_lab_leaves_the_rollback_to_the_lab() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      var said =
          new InterruptingAt("control: now", () -> interruption.lost("interrupted: it hung"));
      Health health = run(lab, said, "say now;hang", "").result().health();

      assertThat(health.reasons()).first().isEqualTo("interrupted: it hung");
      assertThat(lab.history.getLast()).doesNotContain("configure tracker {}");
    }
  }

  @Test
  void what_others_do_by_hand_meanwhile_makes_it_unknown() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      lab.interference = List.of("kill tracker-2");

      Health health = run(lab, "", "").result().health();

      assertThat(health.word()).isEqualTo("unknown");
      assertThat(health.reasons()).contains("by hand, during the run: kill tracker-2");
    }
  }

  private ExperimentRunner.Run run(NodesOnly lab, String first, String second) throws IOException {
    return run(lab, new ToyExperiments.Said(), first, second);
  }

  private ExperimentRunner.Run run(
      NodesOnly lab, ProgressListener progress, String first, String second) throws IOException {
    Options options =
        ToyExperiments.options(results, ToyGenerator.command(), progress, interruption);
    return ExperimentRunner.run(experiment(first, second), lab, options, (_, _) -> {});
  }

  private static Experiment experiment(String first, String second) {
    Arm control =
        new Arm(
            "control",
            Role.CONTROL,
            "control",
            Map.of("tracker", Map.of("phase", "1")),
            List.of("tracker-2"),
            script(first, 3),
            "a script",
            Map.of("lost", new Bound(Bound.Kind.AT_LEAST, 1, null)));
    Arm treatment =
        new Arm(
            "treatment",
            Role.TREATMENT,
            "treatment",
            Map.of(),
            List.of(),
            script(second, 0),
            "a script",
            Map.of("lost", new Bound(Bound.Kind.NEVER, 0, null)));
    var lost = ToyWorkloads.COUNTING.measures().getFirst();
    var claim =
        new Claim(
            "c",
            "a claim",
            "a text",
            lost,
            new Bound(Bound.Kind.AT_MOST, 0, null),
            Set.of("control", "treatment"),
            null);
    return new Experiment(
        "toy",
        "A toy",
        "none",
        "toy",
        List.of(),
        List.of(claim),
        ToyWorkloads.COUNTING,
        ToyWorkloads.COUNTING.measures(),
        List.of(),
        null,
        List.of(control, treatment));
  }

  private static JsonNode script(String lines, int lost) {
    var settings = JsonMapper.shared().createObjectNode();
    var script = settings.putArray("script");
    for (String line : lines.split(";", -1)) {
      if (!line.isBlank()) {
        script.add(line);
      }
    }
    settings.putObject("values").put("lost", lost);
    return settings;
  }

  /** Does something when a step is reported. */
  private record InterruptingAt(String step, Runnable then) implements ProgressListener {
    @Override
    public void step(String what) {
      if (what.equals(step)) {
        then.run();
      }
    }

    @Override
    public void second(String arm, Event.Second second) {}
  }
}
