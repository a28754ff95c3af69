package lab.runner.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.ExperimentFile;
import lab.runner.experiment.ExperimentRunner;
import lab.runner.experiment.Options;
import lab.runner.experiment.ProgressListener;
import lab.runner.home.LabHome;
import lab.runner.report.Report;
import lab.runner.report.VerdictTable;

/**
 * Runs experiments from the command line: progress as it comes, the verdict, and where the report
 * is.
 */
final class ExperimentRuns {
  private final LabHome home;

  ExperimentRuns(LabHome home) {
    this.home = home;
  }

  static List<String> names(LabHome home) throws IOException {
    try (var files = Files.list(home.experiments())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yml"))
          .map(file -> file.substring(0, file.length() - 4))
          .sorted()
          .toList();
    }
  }

  Experiment read(String name, boolean shortForm) throws IOException {
    if (!names(home).contains(name)) {
      throw new Failure(
          "There is no experiment '%s'. There are: %s."
              .formatted(name, String.join(", ", names(home))));
    }
    return ExperimentFile.read(home.experiments().resolve(name + ".yml"), shortForm);
  }

  /** Runs it on the lab that is up. Returns the exit code: 0 passed, 1 failed, 2 unknown. */
  int run(Experiment experiment, boolean shortForm, RunnerClient runner)
      throws IOException, InterruptedException {
    var options =
        new Options(
            shortForm,
            home.results(),
            Options.javaCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                home.sources().resolve("loadtest/target/loadtest.jar"),
                home.cache().resolve("loadtest.jsa")),
            "./lab run " + experiment.name() + (shortForm ? " --short" : ""),
            versions(),
            new Lines());
    var run = ExperimentRunner.run(experiment, new RunningLabClient(runner), options);
    Path report = run.folder().resolve("report.html");
    Report.write(run.result(), report);
    LabCommand.print("");
    LabCommand.print(
        VerdictTable.render(
            run.result(),
            Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)));
    LabCommand.print("Report with charts: " + report);
    LabCommand.print("All figures:        " + run.folder().resolve("result.json"));
    return run.result().health().exitCode();
  }

  private static Map<String, String> versions() {
    return new TreeMap<>(Map.of("lab", "0.1.0", "java", Runtime.version().toString()));
  }

  /** One line a step, and one a second of load. */
  private static final class Lines implements ProgressListener {
    @Override
    public void step(String what) {
      LabCommand.print("  " + what);
    }

    @Override
    public void second(
        String arm,
        long second,
        boolean warmUp,
        long sent,
        long ok,
        long failed,
        double p99Millis) {
      LabCommand.print(
          "    %-9s %3d s  %5d sent  %5d ok  %4d failed  p99 %7.1f ms%s"
              .formatted(arm, second, sent, ok, failed, p99Millis, warmUp ? "  (warm-up)" : ""));
    }
  }
}
