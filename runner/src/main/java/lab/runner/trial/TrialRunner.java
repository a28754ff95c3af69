package lab.runner.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lab.runner.experiment.Configuration;
import lab.runner.experiment.ExperimentTrouble;
import lab.runner.experiment.GuardedRun;
import lab.runner.experiment.LastWill;
import lab.runner.experiment.MachineFacts;
import lab.runner.experiment.Options;
import lab.runner.experiment.RunningLab;
import lab.runner.experiment.SteadyState;
import lab.runner.trial.TrialResult.Measured;

/**
 * Runs an experiment with a trial: steady state, each arm, rollback, verdicts. The rollback happens
 * on every way out, as in {@link lab.runner.experiment.ExperimentRunner}.
 */
public final class TrialRunner {
  private TrialRunner() {}

  /** What a run found out, and the folder that it wrote it to. */
  public record Run(TrialResult result, Path folder) {}

  /**
   * Runs it and writes {@code result.json}. A run that breaks off or is interrupted has a result
   * too: unknown.
   */
  public static Run run(
      TrialExperiment experiment, RunningLab lab, Options options, LastWill<TrialResult> will)
      throws IOException {
    Instant startedAt = Instant.now();
    Path folder = GuardedRun.folder(experiment, options, startedAt);
    will.leave(folder, result(experiment, options, startedAt, List.of(), LastWill.REASONS));
    List<Measured> arms = new CopyOnWriteArrayList<>();
    List<String> trouble =
        GuardedRun.run(
            lab,
            options,
            noted -> {
              SteadyState.await(noted);
              Configuration configuration = new Configuration(noted, options.progress());
              for (TrialExperiment.Arm arm : experiment.arms()) {
                options.progress().step("arm " + arm.name() + ": " + arm.means());
                configuration.lay(arm.configure());
                SteadyState.await(noted);
                arms.add(run(arm, noted, options));
              }
            });
    TrialResult result = result(experiment, options, startedAt, arms, trouble);
    TrialResultFile.write(result, folder.resolve("result.json"));
    return new Run(result, folder);
  }

  private static Measured run(TrialExperiment.Arm arm, RunningLab lab, Options options)
      throws IOException, InterruptedException, ExperimentTrouble {
    try (Bench bench = new Bench(lab, arm.name(), options.progress())) {
      arm.without().forEach(bench::stop);
      return new Measured(arm, arm.trial().measure(bench));
    }
  }

  private static TrialResult result(
      TrialExperiment experiment,
      Options options,
      Instant startedAt,
      List<Measured> arms,
      List<String> trouble) {
    TrialJudge judge = new TrialJudge(experiment, arms);
    return new TrialResult(
        experiment,
        options.shortForm(),
        startedAt,
        options.command(),
        MachineFacts.here(),
        options.versions(),
        judge.health(trouble),
        judge.claims(trouble),
        arms);
  }
}
