package lab.runner.cli;

import java.io.IOException;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.ExperimentFile;
import picocli.CommandLine.Command;

/** Lists what can be run. */
@Command(
    name = "experiments",
    description = "List the experiments: what each tests, and whose claim it is.")
final class ExperimentsCommand extends LabCommand {
  @Override
  public Integer call() throws IOException {
    String command = isDocker() ? DockerWay.COMMAND : EmbeddedWay.COMMAND;
    for (String name : ExperimentRuns.names(home)) {
      Experiment experiment = ExperimentFile.read(home.experiments().resolve(name + ".yml"), false);
      print("%-20s %s".formatted(name, experiment.title()));
      print(
          "%-20s claim: %s (%s)"
              .formatted("", experiment.claim().text(), experiment.claim().source()));
      print("%-20s run it: %s run %s [--short]".formatted("", command, name));
    }
    return 0;
  }
}
