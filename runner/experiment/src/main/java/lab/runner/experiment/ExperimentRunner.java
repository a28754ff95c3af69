package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lab.runner.experiment.Result.ArmResult;
import lab.runner.lab.RunningLab;

/**
 * Runs an experiment on a lab: steady state, each arm, rollback, verdicts.
 *
 * <p>The rollback happens however the run ends: normally, by a failure, or by an interruption.
 * Faulted nodes are started again, and configuration is undone.
 */
public final class ExperimentRunner {
  private ExperimentRunner() {}

  /** The result of a run, and the folder that it was written to. */
  public record Run(Result result, Path folder) {}

  /**
   * Runs an experiment and writes {@code result.json}. A run that breaks off or is interrupted has
   * a result too, with the verdict unknown.
   */
  public static Run run(Experiment experiment, RunningLab lab, Options options, LastWill will)
      throws IOException {
    Instant startedAt = Instant.now();
    Path folder = GuardedRun.folder(experiment, options, startedAt);
    will.leave(folder, result(experiment, options, startedAt, List.of(), LastWill.REASONS));
    options.progress().begins(folder);
    List<ArmResult> arms = new CopyOnWriteArrayList<>();
    List<String> trouble =
        GuardedRun.run(
            lab,
            options,
            noted -> {
              SteadyState.await(noted, experiment);
              Configuration configuration = new Configuration(noted, options.progress());
              for (Experiment.Arm arm : experiment.arms()) {
                options.progress().step("arm " + arm.name() + ": " + arm.means());
                configuration.lay(arm.configure());
                SteadyState.await(noted, experiment);
                arms.add(new ArmRun(experiment, arm, noted, options, folder).run());
              }
            });
    Result result = result(experiment, options, startedAt, arms, trouble);
    ResultFile.write(result, folder.resolve(ResultFile.NAME));
    return new Run(result, folder);
  }

  private static Result result(
      Experiment experiment,
      Options options,
      Instant startedAt,
      List<ArmResult> arms,
      List<String> trouble) {
    Judge judge = new Judge(experiment, arms, trouble);
    Health health = judge.health();
    return new Result(
        experiment,
        options.shortForm(),
        options.sabotaged(),
        startedAt,
        options.command(),
        MachineFacts.here(),
        options.versions(),
        health,
        judge.claims(health),
        arms);
  }
}
