package lab.runner.trial;

import static lab.runner.trial.ToyTrial.atLeast;
import static lab.runner.trial.ToyTrial.atMost;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lab.runner.experiment.Experiment.Role;
import lab.runner.experiment.Health;
import lab.runner.experiment.Interruption;
import lab.runner.experiment.Options;
import lab.runner.experiment.ProgressListener;
import lab.runner.trial.TrialExperiment.Arm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrialRunnerTest {
  @TempDir Path results;
  private final Interruption interruption = new Interruption();

  @Test
  void each_arm_has_its_configuration_and_its_nodes_and_all_is_put_back() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      TrialRunner.Run run = run(lab, _ -> {}, bench -> bench.kill("tracker-1"));

      assertThat(run.result().health()).isInstanceOf(Health.Pass.class);
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
  void the_result_is_written_with_every_measure_and_what_was_expected_of_it() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      Path folder = run(lab, _ -> {}, _ -> {}).folder();

      JsonNode json = JsonMapper.shared().readTree(folder.resolve("result.json").toFile());
      assertThat(json.path("experiment").asString()).isEqualTo("toy");
      assertThat(json.path("health").asString()).isEqualTo("pass");
      assertThat(json.path("claims").path(0).path("verdict").asString())
          .isEqualTo("holds with treatment");
      JsonNode lost = json.path("arms").path(1).path("measures").path("lost");
      assertThat(lost.path("value").asDouble(-1)).isZero();
      assertThat(lost.path("unit").asString()).isEqualTo("count");
      assertThat(lost.path("expected").asString()).isEqualTo("at most 0");
    }
  }

  @Test
  void a_trial_that_breaks_off_leaves_nothing_down_and_is_unknown() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      Health health =
          run(
                  lab,
                  bench -> {
                    bench.kill("tracker-1");
                    throw new IllegalStateException("the cat came");
                  },
                  _ -> {})
              .result()
              .health();

      assertThat(health.word()).isEqualTo("unknown");
      assertThat(health.reasons().getFirst()).contains("the cat came");
      assertThat(lab.down).isEmpty();
      assertThat(lab.history.getLast()).isEqualTo("configure tracker {}");
    }
  }

  @Test
  void a_node_that_stays_down_makes_the_run_unknown() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      lab.stuck = "tracker-2";

      Health health = run(lab, _ -> {}, _ -> {}).result().health();

      assertThat(health.word()).isEqualTo("unknown");
      assertThat(health.reasons().getFirst()).contains("not started again: tracker-2");
    }
  }

  @Test
  void an_interrupted_run_is_rolled_back_and_has_a_result_that_tells() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      TrialRunner.Run run =
          run(
              lab,
              bench -> {
                bench.kill("tracker-1");
                interruption.interrupt("interrupted");
              },
              _ -> {});

      assertThat(run.result().health().reasons()).first().isEqualTo("interrupted");
      assertThat(run.result().health().exitCode()).isEqualTo(2);
      assertThat(run.folder().resolve("result.json")).content().contains("interrupted");
      assertThat(lab.down).isEmpty();
      assertThat(lab.history.getLast()).isEqualTo("configure tracker {}");
    }
  }

  @Test
  void a_run_that_has_lost_the_lab_leaves_putting_it_back_to_the_lab() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      Health health =
          run(lab, _ -> interruption.lost("interrupted: it hung"), _ -> {}).result().health();

      assertThat(health.reasons()).first().isEqualTo("interrupted: it hung");
      assertThat(lab.history.getLast()).doesNotContain("configure tracker {}");
    }
  }

  @Test
  void what_others_do_by_hand_meanwhile_makes_it_unknown() throws Exception {
    try (NodesOnly lab = new NodesOnly("tracker-1", "tracker-2")) {
      lab.interference = List.of("kill tracker-2");

      Health health = run(lab, _ -> {}, _ -> {}).result().health();

      assertThat(health.word()).isEqualTo("unknown");
      assertThat(health.reasons()).contains("by hand, during the run: kill tracker-2");
    }
  }

  private TrialRunner.Run run(NodesOnly lab, Consumer<Bench> first, Consumer<Bench> second)
      throws Exception {
    Arm control =
        new Arm(
            "control",
            Role.CONTROL,
            "control",
            Map.of("tracker", Map.of("phase", "1")),
            List.of("tracker-2"),
            Map.of("lost", atLeast(1)),
            new ToyTrial(Map.of("lost", 3.0), first));
    Arm treatment =
        new Arm(
            "treatment",
            Role.TREATMENT,
            "treatment",
            Map.of(),
            List.of(),
            Map.of("lost", atMost(0)),
            new ToyTrial(Map.of("lost", 0.0), second));
    var options =
        new Options(true, results, List.of(), "run toy", Map.of(), new Silent(), interruption);
    return TrialRunner.run(ToyTrial.experiment(control, treatment), lab, options, (_, _) -> {});
  }

  private static final class Silent implements ProgressListener {
    @Override
    public void step(String what) {}

    @Override
    public void second(
        String arm, long second, boolean warmUp, long sent, long ok, long failed, double p99) {}
  }
}
