package lab.runner.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** Lists what can be run. */
@Command(
    name = "experiments",
    description = "List the experiments: what each tests, and whose claim it is.")
final class ExperimentsCommand extends LabCommand {
  @Override
  public Integer call() throws IOException {
    String command = isDocker() ? DockerWay.COMMAND : EmbeddedWay.COMMAND;
    for (var file : new Experiments(home).files()) {
      var experiment = file.document();
      print("%-20s %s".formatted(file.name(), experiment.title()));
      experiment
          .claims()
          .forEach(
              claim -> print("%-20s claim: %s (%s)".formatted("", claim.text(), claim.source())));
      print("%-20s run it: %s run %s [--short]".formatted("", command, file.name()));
    }
    return 0;
  }
}
