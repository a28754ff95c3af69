package lab.runner.cli;

import java.io.IOException;
import lab.runner.descriptor.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs an experiment on the lab that is up, or brings one up first. */
@Command(
    name = "run",
    description = "Run an experiment: load, faults, and a verdict.",
    footer = {
      "Exit code 0: passed. 1: failed. 2: unknown, for example because the fault did not bite.",
      "130: interrupted by Ctrl-C (143: SIGTERM), after the lab is put back and the result written."
    })
final class RunCommand extends LabCommand {
  @Parameters(paramLabel = "EXPERIMENT", description = "One of ./lab experiments.")
  private String name = "";

  @Option(names = "--short", description = "The short form of about a minute, with less load.")
  private boolean shortForm;

  @Mixin private UpOptions options = new UpOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var way = way();
    var runs = new ExperimentRuns(home);
    var experiment = runs.any(name, shortForm);
    var lab = way.labFor(experiment, options, Catalog.of(home.sources()));
    return runs.run(experiment, shortForm, lab, way.command());
  }
}
