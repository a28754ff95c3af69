package lab.runner.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import lab.runner.experiment.Configuration;
import lab.runner.experiment.CtrlC;
import lab.runner.experiment.ExperimentTrouble;
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
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final TrialExperiment experiment;
  private final RunningLab lab;
  private final Options options;
  private final List<Measured> arms = new ArrayList<>();
  private final List<String> trouble = new ArrayList<>();

  private TrialRunner(TrialExperiment experiment, RunningLab lab, Options options) {
    this.experiment = experiment;
    this.lab = lab;
    this.options = options;
  }

  /** What a run found out, and the folder that it wrote it to. */
  public record Run(TrialResult result, Path folder) {}

  /**
   * Runs it and writes {@code result.json}. A run that breaks off has a result too: unknown.
   *
   * @throws InterruptedException if the thread was interrupted; the lab has been rolled back
   */
  public static Run run(TrialExperiment experiment, RunningLab lab, Options options)
      throws IOException, InterruptedException {
    Instant startedAt = Instant.now();
    Path folder =
        options.resultsFolder().resolve(experiment.name()).resolve(FOLDER.format(startedAt));
    Files.createDirectories(folder);
    TrialRunner runner = new TrialRunner(experiment, lab, options);
    try (CtrlC _ = new CtrlC(Thread.currentThread())) {
      runner.runArms();
    }
    TrialResult result = runner.result(startedAt);
    TrialResultFile.write(result, folder.resolve("result.json"));
    return new Run(result, folder);
  }

  private void runArms() throws InterruptedException {
    Configuration configuration = new Configuration(lab, options.progress());
    try {
      options.progress().step("checking that the lab is in its steady state");
      SteadyState.await(lab);
      for (TrialExperiment.Arm arm : experiment.arms()) {
        options.progress().step("arm " + arm.name() + ": " + arm.means());
        configuration.lay(arm.configure());
        SteadyState.await(lab);
        runArm(arm);
      }
    } catch (ExperimentTrouble e) {
      trouble.add(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      trouble.add("the run broke off: " + e);
    } finally {
      putBack(configuration);
    }
  }

  private void runArm(TrialExperiment.Arm arm)
      throws IOException, InterruptedException, ExperimentTrouble {
    try (Bench bench = new Bench(lab, arm.name(), options.progress())) {
      arm.without().forEach(bench::stop);
      arms.add(new Measured(arm, arm.trial().measure(bench)));
    }
  }

  private void putBack(Configuration configuration) {
    // An interrupt has been heard by now; the rollback must not trip over it again.
    boolean interrupted = Thread.interrupted();
    try {
      configuration.putBack();
    } catch (RuntimeException e) {
      trouble.add("the configuration could not be put back: " + e);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private TrialResult result(Instant startedAt) {
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
