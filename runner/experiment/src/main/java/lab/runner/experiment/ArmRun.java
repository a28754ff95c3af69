package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.Experiment.Effect;
import lab.runner.experiment.Result.ArmResult;
import lab.runner.experiment.Result.InjectedFault;
import lab.runner.experiment.TrafficWatch.Traffic;
import lab.runner.lab.RunningLab;
import lab.runner.run.Changes;

/** Runs one arm: starts the workload, injects and lifts the faults, and evaluates the samples. */
final class ArmRun {
  private final Experiment experiment;
  private final Experiment.Arm arm;
  private final RunningLab lab;
  private final Options options;
  private final Path folder;
  private final Changes changes = new Changes();

  ArmRun(
      Experiment experiment, Experiment.Arm arm, RunningLab lab, Options options, Path runFolder) {
    this.experiment = experiment;
    this.arm = arm;
    this.lab = new NotingLab(lab, changes);
    this.options = options;
    this.folder = runFolder.resolve(arm.name());
  }

  ArmResult run() throws InterruptedException, ExperimentTrouble, IOException {
    Files.createDirectories(folder);
    arm.without()
        .forEach(node -> {
          options.progress().step(arm.name() + ": stop " + node);
          lab.stop(node);
        });
    ArmResult result = measured();
    List<String> left = changes.undo(lab, options.progress()::step);
    if (!left.isEmpty()) {
      throw new ExperimentTrouble(String.join("; ", left));
    }
    return result;
  }

  private ArmResult measured() throws InterruptedException, ExperimentTrouble, IOException {
    Effect watch = experiment.asksFor(Series.TRAFFIC) ? experiment.effect() : null;
    try (FaultScript script = new FaultScript(lab, experiment.faults(), watch, options.progress());
        LoadGenerator generator = generator(script)) {
      script.start(generator.startedAt());
      LoadGenerator.Measured measured = generator.finish();
      return result(measured, script.finish(), script);
    }
  }

  private LoadGenerator generator(FaultScript script) throws IOException {
    LoadTarget target = new LoadTarget(lab.gateway(), lab.live());
    return LoadGenerator.start(
        options.loadGenerator(),
        experiment.plan(arm, target, arm.name()),
        target.token(),
        folder,
        arm.name(),
        options.progress(),
        new Asks(
            lab,
            arm.name(),
            options.progress(),
            () -> {
              var _ = script.finish();
            }));
  }

  private ArmResult result(
      LoadGenerator.Measured measured, List<InjectedFault> faults, FaultScript script) {
    Map<String, Double> values = new LinkedHashMap<>();
    List<String> doubts = new ArrayList<>();
    List<Result.Point> seconds = new ArrayList<>();
    measured
        .samples()
        .ifPresent(samples -> {
          values.putAll(Series.values(samples, faults, experiment.effect()));
          doubts.addAll(Series.doubts(samples, faults, experiment.effect()));
          seconds.addAll(Series.points(samples));
        });
    Traffic traffic = script.traffic();
    if (traffic != null) {
      values.put(Series.ATTEMPTS, (double) traffic.attemptsAfter());
      values.put(Series.TURNED, (double) traffic.offMillis());
    }
    values.putAll(measured.values());
    if (faults.size() < experiment.faults().size()) {
      doubts.add(
          "the load was over before %d of its %d faults came"
              .formatted(experiment.faults().size() - faults.size(), experiment.faults().size()));
    }
    return new ArmResult(arm, values, doubts, faults, seconds);
  }
}
