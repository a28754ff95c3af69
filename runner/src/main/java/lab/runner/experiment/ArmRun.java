package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.runner.experiment.Result.ArmResult;
import lab.runner.experiment.Result.InjectedFault;
import org.jspecify.annotations.Nullable;

/** One arm: load, faults, lifting, and the reading back of what was acknowledged. */
final class ArmRun {
  private final Experiment experiment;
  private final Experiment.Arm arm;
  private final RunningLab lab;
  private final Options options;
  private final Path folder;

  ArmRun(
      Experiment experiment, Experiment.Arm arm, RunningLab lab, Options options, Path runFolder) {
    this.experiment = experiment;
    this.arm = arm;
    this.lab = lab;
    this.options = options;
    this.folder = runFolder.resolve(arm.name());
  }

  ArmResult run() throws InterruptedException, ExperimentTrouble, IOException {
    Files.createDirectories(folder);
    Samples samples;
    List<InjectedFault> faults;
    Result.Traffic traffic;
    try (FaultScript script = new FaultScript(lab, experiment, options.progress());
        LoadGenerator generator = generator()) {
      script.start(generator.startedAt());
      samples = generator.finish();
      faults = script.await();
      traffic = script.traffic();
    }
    options.progress().step(arm.name() + ": reading every acknowledged link back");
    List<LedgerCheck.Create> creates = LedgerCheck.read(folder.resolve("acknowledged.ndjson"));
    Result.Ledger ledger = new LedgerCheck(lab.gateway()).check(creates, samples.unanswered());
    return result(samples, faults, traffic, ledger);
  }

  private LoadGenerator generator() throws IOException {
    return LoadGenerator.start(
        options.loadGenerator(),
        experiment,
        new LoadTarget(lab.gateway(), lab.live()),
        folder,
        arm.name(),
        options.progress());
  }

  private ArmResult result(
      Samples samples,
      List<InjectedFault> faults,
      Result.@Nullable Traffic traffic,
      Result.Ledger ledger) {
    long faultAt = faults.stream().mapToLong(InjectedFault::atMillis).min().orElse(Long.MAX_VALUE);
    long lifted = faults.stream().mapToLong(InjectedFault::liftedAtMillis).max().orElse(0);
    Long recovery = null;
    if (!faults.isEmpty()) {
      recovery =
          Disturbance.recoveryMillis(
              samples.startedAt() + faultAt,
              samples.failures(),
              samples.slow(),
              experiment.tolerances().quiet().toMillis());
    }
    long calm = Math.max(lifted, faultAt + (recovery == null ? 0 : recovery));
    return new ArmResult(
        arm,
        Figures.of(samples.seconds()),
        Figures.wrongAnswers(samples.warmUp().failed()),
        Phases.slowBefore(samples, faultAt, experiment.tolerances().slow().toMillis()),
        Phases.of(samples, faultAt, calm),
        faults,
        recovery,
        traffic,
        ledger,
        samples.seconds().stream()
            .map(second -> new Result.Point(second.second(), Figures.of(List.of(second))))
            .toList(),
        samples.cpuMillis());
  }
}
