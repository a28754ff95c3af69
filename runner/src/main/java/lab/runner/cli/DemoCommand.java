package lab.runner.cli;

import java.io.IOException;
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
    var runs = new ExperimentRuns(home);
    var experiment = runs.read(EXPERIMENT, true);
    print(
        "A URL shortener behind a gateway, on real PostgreSQL, Redis and Kafka. One of its two"
            + " instances will be");
    print("killed under load, twice: first with the gateway's defences off, then with them on.");
    print("");
    var runner = new Bringup(home).runnerThatIsUp(options, experiment.topology());
    int verdict = runs.run(experiment, true, runner);
    print("");
    print("The lab stays up. Poke at it:");
    print("  gateway       %s".formatted(runner.gateway()));
    print("  console       http://localhost:%d".formatted(runner.runner().consolePort()));
    print(
        "  kill a node   ./lab kill url-shortener-2     what then?  ./lab status, ./lab start"
            + " url-shortener-2");
    print("  the long run  ./lab run %s".formatted(EXPERIMENT));
    print("  take it down  ./lab down");
    return verdict;
  }
}
