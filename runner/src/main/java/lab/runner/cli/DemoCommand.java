package lab.runner.cli;

import java.io.IOException;
import lab.runner.descriptor.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The lab in three minutes: up, load, kill -9, verdict. */
@Command(
    name = "demo",
    description =
        "Start here: bring the lab up, load it, kill a node under load, and judge what happened.")
final class DemoCommand extends LabCommand {
  private static final String EXPERIMENT = "kill-an-instance";

  @Mixin private UpOptions options = new UpOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var way = way();
    var runs = new ExperimentRuns(home);
    var experiment = runs.read(EXPERIMENT, true);
    print(
        "A URL shortener behind a gateway, on real PostgreSQL, Redis and Kafka. One of its two"
            + " instances will be");
    print("killed under load, twice: first with the gateway's defences off, then with them on.");
    print("");
    var lab = way.labFor(experiment, options, Catalog.of(home.sources()));
    int verdict = runs.run(experiment, true, lab, way.command());
    print("");
    print("The lab stays up. Poke at it:");
    String command = way.command();
    print("  gateway       %s".formatted(lab.gateway()));
    lab.pages().forEach((what, address) -> print("  %-13s %s".formatted(what, address)));
    print(
        "  kill a node   %s kill url-shortener-2     what then?  %s status, %s start url-shortener-2"
            .formatted(command, command, command));
    print("  the long run  %s run %s".formatted(command, EXPERIMENT));
    print("  take it down  %s down".formatted(command));
    return verdict;
  }
}
