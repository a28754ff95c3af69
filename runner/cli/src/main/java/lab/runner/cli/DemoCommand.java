package lab.runner.cli;

import java.io.IOException;
import lab.runner.cli.ExperimentRuns.Form;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.descriptor.Catalog;
import lab.runner.experiment.Experiment;
import lab.runner.experiment.Experiment.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The lab in three minutes: up, load, kill -9, verdict. */
@Command(
    name = "demo",
    description =
        "Start here: bring the lab up, load it, kill a node under load, and judge what happened.")
final class DemoCommand extends LabCommand {
  @Mixin private UpOptions options = new UpOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var way = way();
    var experiments = new Experiments(home);
    var file =
        experiments.files().stream()
            .filter(one -> one.document().demo() != null)
            .findFirst()
            .orElseThrow(() -> new Failure("No experiment says what it shows as a demo."));
    print(String.valueOf(file.document().demo()).strip());
    print("");
    var experiment = file.experiment(true, experiments.loadGenerator());
    var lab = way.labFor(experiment, options, Catalog.of(home.sources()));
    var runs = new ExperimentRuns(home, experiments.loadGenerator().command());
    var result = runs.run(experiment, new Form(true, false), lab, way.command());
    print("");
    print("The lab stays up. Poke at it:");
    String command = way.command();
    String node = node(experiment);
    print("  gateway       %s".formatted(lab.gateway()));
    lab.pages().forEach((what, address) -> print("  %-13s %s".formatted(what, address)));
    print(
        "  kill a node   %s kill %s     what then?  %s status, %s start %s"
            .formatted(command, node, command, command, node));
    print("  the long run  %s run %s".formatted(command, experiment.name()));
    print("  take it down  %s down".formatted(command));
    return result.health().exitCode();
  }

  /** A node to suggest for killing by hand. */
  private static String node(Experiment experiment) {
    return experiment.faults().stream()
        .map(Experiment.Fault::target)
        .map(target -> target instanceof Target.Named(String node) ? node : "gateway-1")
        .findFirst()
        .orElse("gateway-1");
  }
}
