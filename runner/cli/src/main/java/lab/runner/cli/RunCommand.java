package lab.runner.cli;

import java.io.IOException;
import lab.runner.cli.ExperimentRuns.Form;
import lab.runner.descriptor.Catalog;
import lab.runner.experiment.Health.Verdict;
import lab.runner.experiment.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs an experiment, or all of them, on the lab that is up, or brings one up first. */
@Command(
    name = "run",
    description = "Run an experiment: load, faults, and a verdict.",
    footer = {
      "Exit code 0: passed. 1: failed. 2: unknown, for example because the fault did not bite.",
      "With --sabotage, 0: it did not pass, as it must not. 1: it passed: it proves nothing.",
      "130: interrupted by Ctrl-C (143: SIGTERM), after the lab is put back and the result written."
    })
final class RunCommand extends LabCommand {
  private static final String ALL = "all";

  @Parameters(
      paramLabel = "EXPERIMENT",
      description =
          "One of ./lab experiments, or all: prints one table and updates docs/claims.md.")
  private String name = "";

  @Option(names = "--short", description = "The short form of about a minute, with less load.")
  private boolean shortForm;

  @Option(
      names = "--sabotage",
      description = "Run every treatment as the control: such a run must not pass.")
  private boolean sabotaged;

  @Mixin private UpOptions options = new UpOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var way = way();
    var experiments = new Experiments(home);
    var runs = new ExperimentRuns(home, experiments.loadGenerator().command());
    var form = new Form(shortForm, sabotaged);
    if (name.equals(ALL)) {
      return new RunAll(home, way, experiments, runs).run(form, options);
    }
    var experiment = experiments.experiment(name, shortForm);
    var lab = way.labFor(experiment, options, Catalog.of(home.sources()));
    return exitCode(runs.run(experiment, form, lab, way.command()));
  }

  /** The exit code of a run; a sabotaged run succeeds if its verdict is not passed. */
  static int exitCode(Result result) {
    if (!result.sabotaged()) {
      return result.health().exitCode();
    }
    boolean passed = result.health().verdict() == Verdict.PASS;
    print(
        passed
            ? "It passed without its treatment: this experiment proves nothing."
            : "As it must be: without its treatment it does not pass.");
    return passed ? 1 : 0;
  }
}
