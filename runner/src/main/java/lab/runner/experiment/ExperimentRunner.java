package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lab.runner.experiment.Result.ArmResult;

/**
 * Runs an experiment on a lab: steady state, each arm, rollback, verdicts.
 *
 * <p>The rollback happens on every way out: at the end, after a failure, and when the thread is
 * interrupted or the JVM is told to end (Ctrl-C). What was faulted is started again, and what was
 * configured is put back.
 */
public final class ExperimentRunner {
  private ExperimentRunner() {}

  /** What a run found out, and the folder that it wrote it to. */
  public record Run(Result result, Path folder) {}

  /**
   * Runs it and writes {@code result.json}. A run that breaks off has a result too: unknown.
   *
   * @throws InterruptedException if the thread was interrupted; the lab has been rolled back
   */
  public static Run run(Experiment experiment, RunningLab lab, Options options)
      throws IOException, InterruptedException {
    Instant startedAt = Instant.now();
    Path folder = GuardedRun.folder(experiment, options, startedAt);
    options.progress().begins(folder);
    List<ArmResult> arms = new ArrayList<>();
    List<String> trouble =
        GuardedRun.run(
            lab,
            options,
            configuration -> {
              SteadyState.await(lab, experiment);
              for (Experiment.Arm arm : experiment.arms()) {
                options.progress().step("arm " + arm.name() + ": " + arm.means());
                configuration.lay(arm.configure());
                SteadyState.await(lab, experiment);
                arms.add(new ArmRun(experiment, arm, lab, options, folder).run());
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
