package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import lab.runner.experiment.Experiment.Effect;
import lab.runner.experiment.Experiment.Fault;
import lab.runner.experiment.Experiment.Target;
import lab.runner.experiment.Result.InjectedFault;
import lab.runner.lab.Action;
import lab.runner.lab.RunningLab;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaultScriptTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Effect WATCH = new Effect(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  private final ToyExperiments.Said said = new ToyExperiments.Said();

  @Test
  void each_fault_is_injected_and_lifted_at_its_time_in_its_own_way() throws Exception {
    try (ScriptedLab lab = new ScriptedLab();
        FaultScript script =
            script(
                lab,
                fault("one", Action.KILL, 0, 10),
                fault("two", Action.PAUSE, 200, 210),
                fault("three", Action.DISCONNECT, 400, 410),
                fault("four", Action.STOP, 600, 610))) {
      script.start(System.currentTimeMillis());
      await().atMost(PATIENCE).until(() -> lab.history.size() == 8);
      List<InjectedFault> faults = script.finish();

      assertThat(lab.history)
          .containsExactly(
              "kill one",
              "start one",
              "pause two",
              "resume two",
              "disconnect three",
              "reconnect three",
              "stop four",
              "start four");
      assertThat(faults)
          .extracting(InjectedFault::node)
          .containsExactly("one", "two", "three", "four");
      assertThat(faults).extracting(InjectedFault::fault).contains("kill", "pause");
      for (int i = 0; i < faults.size(); i++) {
        assertThat(faults.get(i).atMillis()).isGreaterThanOrEqualTo(200L * i);
        assertThat(faults.get(i).liftAtMillis()).isGreaterThanOrEqualTo(200L * i + 10);
        assertThat(faults.get(i).liftedAtMillis())
            .isGreaterThanOrEqualTo(faults.get(i).liftAtMillis());
      }
      assertThat(said.steps).contains("kill one", "start one again");
    }
  }

  @Test
  void one_without_a_lift_lasts_until_the_load_is_over() throws Exception {
    try (ScriptedLab lab = new ScriptedLab();
        FaultScript script = script(lab, fault("one", Action.KILL, 0, -1))) {
      script.start(System.currentTimeMillis());
      await().atMost(PATIENCE).until(() -> lab.history.contains("kill one"));
      assertThat(lab.history).doesNotContain("start one");

      assertThat(script.finish()).hasSize(1);
      assertThat(lab.history).containsExactly("kill one", "start one");
    }
  }

  @Test
  void when_the_load_is_over_pending_faults_are_dropped_and_remaining_ones_lifted()
      throws Exception {
    try (ScriptedLab lab = new ScriptedLab();
        FaultScript script =
            script(
                lab,
                fault("one", Action.KILL, 0, 3_600_000),
                fault("two", Action.KILL, 3_600_000, -1))) {
      script.start(System.currentTimeMillis());
      await().atMost(PATIENCE).until(() -> lab.history.contains("kill one"));

      assertThat(script.finish()).extracting(InjectedFault::node).containsExactly("one");
      assertThat(lab.history).containsExactly("kill one", "start one");
      assertThat(script.finish()).as("again").hasSize(1);
    }
  }

  @Test
  void a_role_is_resolved_among_the_ready_nodes_at_the_moment_of_the_fault() throws Exception {
    try (ScriptedLab lab = new ScriptedLab()) {
      lab.nodes =
          List.of(
              new RunningLab.Node("p-1", "postgres", "primary", false),
              new RunningLab.Node("r-1", "redis", "primary", true),
              new RunningLab.Node("p-2", "postgres", "standby", true),
              new RunningLab.Node("p-3", "postgres", "primary", true));
      Fault primary =
          new Fault(
              new Target.Selected("postgres", "primary"),
              Action.KILL,
              Duration.ZERO,
              Duration.ZERO);
      Fault any =
          new Fault(new Target.Selected("postgres", ""), Action.STOP, Duration.ZERO, Duration.ZERO);
      try (FaultScript script = script(lab, primary, any)) {
        script.start(System.currentTimeMillis());
        await().atMost(PATIENCE).until(() -> lab.history.size() == 4);
        assertThat(script.finish())
            .extracting(fault -> fault.fault() + " " + fault.node())
            .containsExactly("kill p-3", "stop p-2");
      }
    }
  }

  @Test
  void a_fault_that_cannot_be_injected_is_trouble() throws Exception {
    try (ScriptedLab lab = new ScriptedLab()) {
      Fault none =
          new Fault(
              new Target.Selected("kafka", "controller"),
              Action.KILL,
              Duration.ZERO,
              Duration.ZERO);
      try (FaultScript script = script(lab, none)) {
        script.start(System.currentTimeMillis());
        await().atMost(PATIENCE).until(() -> lab.asked.get() > 0);
        assertThatThrownBy(script::finish)
            .isInstanceOf(ExperimentTrouble.class)
            .hasMessageContaining("no ready node is a controller kafka");
      }
    }
  }

  @Test
  void the_gateways_attempts_on_the_first_faults_node_are_counted_on_request() throws Exception {
    try (ScriptedLab lab = new ScriptedLab();
        FaultScript script =
            script(
                WATCH, lab, fault("one", Action.KILL, 0, -1), fault("two", Action.KILL, 0, -1))) {
      script.start(System.currentTimeMillis());
      await().atMost(PATIENCE).until(() -> lab.metricsAsked.get() >= 3);
      var _ = script.finish();

      assertThat(script.traffic()).isNotNull();
      assertThat(script.traffic().attemptsAfter()).as("one a reading").isPositive();
    }
  }

  @Test
  void attempts_are_not_counted_otherwise() throws Exception {
    try (ScriptedLab lab = new ScriptedLab();
        FaultScript script = script(lab, fault("one", Action.KILL, 0, 0))) {
      script.start(System.currentTimeMillis());
      await().atMost(PATIENCE).until(() -> lab.history.size() == 2);
      var _ = script.finish();

      assertThat(script.traffic()).isNull();
      assertThat(lab.metricsAsked).hasValue(0);
    }
  }

  @Test
  void a_closed_script_injects_nothing_more() throws Exception {
    try (ScriptedLab lab = new ScriptedLab()) {
      FaultScript script = script(lab, fault("one", Action.KILL, 3_600_000, -1));
      script.start(System.currentTimeMillis());
      script.close();

      assertThat(lab.history).isEmpty();
    }
  }

  private FaultScript script(RunningLab lab, Fault... faults) {
    return script(null, lab, faults);
  }

  private FaultScript script(@Nullable Effect watch, RunningLab lab, Fault... faults) {
    return new FaultScript(lab, List.of(faults), watch, said);
  }

  /**
   * @param liftMillis -1 for when the load is over
   */
  private static Fault fault(String node, Action action, long atMillis, long liftMillis) {
    return new Fault(
        new Target.Named(node),
        action,
        Duration.ofMillis(atMillis),
        liftMillis < 0 ? null : Duration.ofMillis(liftMillis));
  }
}
