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
import lab.protocol.Samples;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.ExperimentRunner;
import lab.runner.experiment.Interruption;
import lab.runner.experiment.LoadTarget;
import lab.runner.experiment.Options;
import lab.runner.experiment.PlainLoad;
import lab.runner.experiment.Result;
import lab.runner.experiment.ResultFile;
import lab.runner.home.LabHome;
import lab.runner.report.LiveReport;
import lab.runner.report.LoadTable;
import lab.runner.report.Report;
import lab.runner.report.ResultTable;

/**
 * Runs experiments from the command line: shows the progress, the verdict, and where the report is.
 */
final class ExperimentRuns {
  private static final String PAGE = "report.html";
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final LabHome home;
  private final List<String> loadGenerator;

  /**
   * @param loadGenerator the command that starts the load generator
   */
  ExperimentRuns(LabHome home, List<String> loadGenerator) {
    this.home = home;
    this.loadGenerator = loadGenerator;
  }

  /**
   * How an experiment is run.
   *
   * @param sabotaged whether it runs without its treatment
   */
  record Form(boolean shortForm, boolean sabotaged) {
    /** The options as a user would type them. */
    String words() {
      return (shortForm ? " --short" : "") + (sabotaged ? " --sabotage" : "");
    }
  }

  /**
   * Runs it on the lab that is up, and prints the verdict.
   *
   * @param command how a user's commands begin: {@code ./lab} or {@code ./lab --docker}
   */
  Result run(Experiment experiment, Form form, UpLab lab, String command)
      throws IOException, InterruptedException {
    String again = command + " run " + experiment.name() + form.words();
    Experiment run = form.sabotaged() ? experiment.sabotaged() : experiment;
    var interruption = new Interruption();
    // Closed last, so that a JVM that was told to end waits for everything else.
    try (var _ = new CtrlC(interruption);
        var hold = lab.take(again, true, interruption);
        var live = new LiveReport(run, form.shortForm(), again, new ProgressLines())) {
      var options =
          new Options(
              form.shortForm(),
              form.sabotaged(),
              home.results(),
              loadGenerator,
              again,
              versions(lab),
              live,
              interruption);
      var done =
          ExperimentRunner.run(
              run,
              hold.lab(),
              options,
              (folder, interrupted) ->
                  hold.will(
                      folder,
                      Map.of(
                          ResultFile.NAME,
                          ResultFile.text(interrupted),
                          PAGE,
                          Report.html(interrupted))));
      live.end(done.result());
      LabCommand.print("");
      LabCommand.print(ResultTable.render(done.result(), hasColours()));
      LabCommand.print("Report with charts: " + done.folder().resolve(PAGE));
      LabCommand.print("All figures:        " + done.folder().resolve(ResultFile.NAME));
      return done.result();
    }
  }

  /**
   * Puts the experiment's load on a target. Returns the exit code: 0 nothing failed or was lost, 1
   * something did or was, 2 unknown.
   */
  int load(Experiment experiment, boolean shortForm, LoadTarget target)
      throws IOException, InterruptedException {
    Path folder = loadFolder(experiment);
    PlainLoad.Outcome outcome =
        PlainLoad.run(experiment, target, folder, loadGenerator, new ProgressLines());
    LabCommand.print("");
    LabCommand.print(LoadTable.render(outcome, shortForm, hasColours()));
    Path samples = folder.resolve(Samples.FILE);
    if (Files.exists(samples)) {
      LabCommand.print("All figures: " + samples);
    }
    return outcome.health().exitCode();
  }

  /** A folder for results or, if it cannot be written to, a temporary folder. */
  private Path loadFolder(Experiment experiment) throws IOException {
    String time = FOLDER.format(Instant.now()) + "-load";
    try {
      return Files.createDirectories(home.results().resolve(experiment.name()).resolve(time));
    } catch (IOException e) {
      return Files.createTempDirectory("lab-load");
    }
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
