package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.protocol.Measure;
import lab.protocol.Unit;
import lab.runner.experiment.Experiment.Arm;
import lab.runner.experiment.Experiment.Claim;
import lab.runner.experiment.Experiment.Effect;
import lab.runner.experiment.Experiment.Fault;
import lab.runner.experiment.Experiment.Role;
import lab.runner.experiment.Experiment.Target;
import lab.runner.experiment.Result.ArmResult;
import lab.runner.lab.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The gateways are watched if anything that is asked for can only be measured so. */
class ArmRunTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path results;

  @Test
  void both_measures_of_the_traffic_are_measured_if_an_arm_expects_one() throws Exception {
    assertThat(run("turned", "lost", 3).values()).containsOnlyKeys("attempts", "turned", "lost");
  }

  @Test
  void and_if_only_a_claim_is_about_one() throws Exception {
    ArmResult arm = run("lost", "turned", 3);

    assertThat(arm.value("attempts")).isPositive();
    assertThat(arm.value("turned")).isNotNegative();
  }

  @Test
  void otherwise_they_are_not() throws Exception {
    assertThat(run("lost", "lost", 0).values()).containsOnlyKeys("lost");
  }

  /**
   * Runs an arm whose load lasts until the fault has come and the gateway was read so many times.
   */
  private ArmResult run(String expected, String claimed, int readings) throws Exception {
    try (ScriptedLab lab = new ScriptedLab()) {
      lab.beforeStart =
          () ->
              await()
                  .atMost(PATIENCE)
                  .until(
                      () -> lab.history.contains("kill one") && lab.metricsAsked.get() >= readings);
      Experiment experiment = experiment(expected, claimed);
      Options options =
          ToyExperiments.options(
              results, ToyGenerator.command(), new ToyExperiments.Said(), new Interruption());
      Arm arm = experiment.arms().getFirst();
      ArmResult result = new ArmRun(experiment, arm, lab, options, results).run();
      assertThat(result.doubts()).isEmpty();
      return result;
    }
  }

  private static Experiment experiment(String expected, String claimed) {
    var settings = JsonMapper.shared().createObjectNode();
    settings.putArray("script").add("ask START two");
    settings.putObject("values").put("lost", 0);
    Bound none = new Bound(Bound.Kind.AT_MOST, 0, null);
    Arm arm =
        new Arm(
            "only",
            Role.CONTROL,
            "nothing",
            Map.of(),
            List.of(),
            settings,
            "a script",
            Map.of(expected, none));
    var measure = new Measure(claimed, "what is claimed", Unit.COUNT);
    return new Experiment(
        "toy",
        "A toy",
        "none",
        "toy",
        List.of(),
        List.of(new Claim("c", "a claim", "a text", measure, none, Set.of("only"), null)),
        ToyWorkloads.COUNTING,
        ToyWorkloads.COUNTING.measures(),
        List.of(new Fault(new Target.Named("one"), Action.KILL, Duration.ZERO, null)),
        new Effect(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO),
        List.of(arm));
  }
}
