package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lab.runner.experiment.Result.ArmResult;

/**
 * Runs an experiment on a lab: steady state, each arm, rollback, verdicts.
 *
 * <p>The rollback happens on every way out: at the end, after a failure, and when the run is
 * interrupted. What was faulted is started again, and what was configured is put back.
 */
public final class ExperimentRunner {
  private ExperimentRunner() {}

  /** What a run found out, and the folder that it wrote it to. */
  public record Run(Result result, Path folder) {}

  /**
   * Runs it and writes {@code result.json}. A run that breaks off or is interrupted has a result
   * too: unknown.
   */
  public static Run run(
      Experiment experiment, RunningLab lab, Options options, LastWill<Result> will)
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
    ResultFile.write(result, folder.resolve("result.json"));
    return new Run(result, folder);
  }

  private static Result result(
      Experiment experiment,
      Options options,
      Instant startedAt,
      List<ArmResult> arms,
      List<String> trouble) {
    Judge judge = new Judge(experiment);
    Health health = judge.health(arms, trouble);
    return new Result(
        experiment,
        options.shortForm(),
        startedAt,
        options.command(),
        MachineFacts.here(),
        options.versions(),
        health,
        judge.claim(arms, health),
        arms,
        arms.stream().map(ArmResult::ledger).reduce(Result.Ledger.EMPTY, Result.Ledger::plus));
  }
}
