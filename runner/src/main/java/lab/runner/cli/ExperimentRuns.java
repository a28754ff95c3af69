package lab.runner.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.experiment.Described;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.ExperimentFile;
import lab.runner.experiment.ExperimentRunner;
import lab.runner.experiment.Health;
import lab.runner.experiment.Interruption;
import lab.runner.experiment.LoadTarget;
import lab.runner.experiment.Options;
import lab.runner.experiment.PlainLoad;
import lab.runner.experiment.ProgressListener;
import lab.runner.experiment.ResultFile;
import lab.runner.home.LabHome;
import lab.runner.report.LiveReport;
import lab.runner.report.LoadTable;
import lab.runner.report.Report;
import lab.runner.report.TrialReport;
import lab.runner.report.TrialTable;
import lab.runner.report.VerdictTable;
import lab.runner.trial.TrialExperiment;
import lab.runner.trial.TrialFile;
import lab.runner.trial.TrialResultFile;
import lab.runner.trial.TrialRunner;

/**
 * Runs experiments from the command line: progress as it comes, the verdict, and where the report
 * is.
 */
final class ExperimentRuns {
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

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

  /** An experiment with load and faults. */
  Experiment read(String name, boolean shortForm) throws IOException {
    if (any(name, shortForm) instanceof Experiment experiment) {
      return experiment;
    }
    throw new Failure("'%s' has no load of its own, but a trial.".formatted(name));
  }

  /** Any experiment. */
  Described any(String name, boolean shortForm) throws IOException {
    if (!names(home).contains(name)) {
      throw new Failure(
          "There is no experiment '%s'. There are: %s."
              .formatted(name, String.join(", ", names(home))));
    }
    Path file = home.experiments().resolve(name + ".yml");
    return TrialFile.isOne(file)
        ? TrialFile.read(file, shortForm)
        : ExperimentFile.read(file, shortForm);
  }

  /**
   * Runs it on the lab that is up.
   *
   * @param command how a user's commands begin
   * @return the exit code: 0 passed, 1 failed, 2 unknown
   */
  int run(Described experiment, boolean shortForm, UpLab lab, String command)
      throws IOException, InterruptedException {
    String again = command + " run " + experiment.name() + (shortForm ? " --short" : "");
    var interruption = new Interruption();
    // The last to be closed: a JVM that was told to end waits for all the rest.
    try (var _ = new CtrlC(interruption);
        var hold = lab.take(again, true, interruption)) {
      return experiment instanceof TrialExperiment trial
          ? run(trial, options(shortForm, lab, again, new ProgressLines(), interruption), hold)
          : run((Experiment) experiment, shortForm, lab, again, interruption, hold);
    }
  }

  private Options options(
      boolean shortForm,
      UpLab lab,
      String again,
      ProgressListener progress,
      Interruption interruption) {
    return new Options(
        shortForm, home.results(), loadGenerator(), again, versions(lab), progress, interruption);
  }

  private int run(TrialExperiment experiment, Options options, Hold hold) throws IOException {
    var run =
        TrialRunner.run(
            experiment,
            hold.lab(),
            options,
            (folder, interrupted) ->
                hold.will(
                    folder,
                    Map.of(
                        "result.json", TrialResultFile.text(interrupted),
                        "report.html", TrialReport.html(interrupted))));
    TrialReport.write(run.result(), run.folder().resolve("report.html"));
    return verdict(
        run.folder(), run.result().health(), TrialTable.render(run.result(), hasColours()));
  }

  private int run(
      Experiment experiment,
      boolean shortForm,
      UpLab lab,
      String again,
      Interruption interruption,
      Hold hold)
      throws IOException {
    try (var live = new LiveReport(experiment, shortForm, again, new ProgressLines())) {
      var options = options(shortForm, lab, again, live, interruption);
      var run =
          ExperimentRunner.run(
              experiment,
              hold.lab(),
              options,
              (folder, interrupted) ->
                  hold.will(
                      folder,
                      Map.of(
                          "result.json", ResultFile.text(interrupted),
                          "report.html", Report.html(interrupted))));
      live.end(run.result());
      return verdict(
          run.folder(), run.result().health(), VerdictTable.render(run.result(), hasColours()));
    }
  }

  private static int verdict(Path folder, Health health, String table) {
    LabCommand.print("");
    LabCommand.print(table);
    LabCommand.print("Report with charts: " + folder.resolve("report.html"));
    LabCommand.print("All figures:        " + folder.resolve("result.json"));
    return health.exitCode();
  }

  /**
   * Puts the experiment's load on what answers there. Returns the exit code: 0 nothing failed or
   * was lost, 1 something was, 2 unknown.
   */
  int load(Experiment experiment, boolean shortForm, LoadTarget target)
      throws IOException, InterruptedException {
    Path folder = loadFolder(experiment);
    PlainLoad.Outcome outcome =
        PlainLoad.run(experiment, target, folder, loadGenerator(), new ProgressLines());
    LabCommand.print("");
    LabCommand.print(LoadTable.render(outcome, shortForm, hasColours()));
    Path samples = folder.resolve("samples.json");
    if (Files.exists(samples)) {
      LabCommand.print("All figures: " + samples);
    }
    return outcome.health().exitCode();
  }

  /** Where results go or, if nothing can be written there, a temporary folder. */
  private Path loadFolder(Experiment experiment) throws IOException {
    String time = FOLDER.format(Instant.now()) + "-load";
    try {
      return Files.createDirectories(home.results().resolve(experiment.name()).resolve(time));
    } catch (IOException e) {
      return Files.createTempDirectory("lab-load");
    }
  }

  private List<String> loadGenerator() {
    return Options.javaCommand(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        home.sources().resolve("loadtest/target/loadtest.jar"),
        home.cache().resolve("loadtest.jsa"));
  }

  private static boolean hasColours() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  private static Map<String, String> versions(UpLab lab) {
    var versions = new TreeMap<String, String>(lab.versions());
    versions.put("lab", Version.ofTheLab());
    versions.put("java", Runtime.version().toString());
    return versions;
  }
}
