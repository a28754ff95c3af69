package lab.runner.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.home.LabHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** What all commands share: the lab's folder, {@code --help}, and the default exit code 0. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    usageHelpAutoWidth = true)
abstract class LabCommand implements Callable<Integer> {
  final LabHome home = LabHome.from(System.getenv());

  @ParentCommand private Main main = new Main();

  /** The way in which the lab runs: processes or containers. */
  final Way way() throws IOException {
    return isDocker() ? new DockerWay(home, System.getenv()) : new EmbeddedWay(home);
  }

  final boolean isDocker() {
    return main.isDocker(System.getenv());
  }

  /**
   * The lab that is up.
   *
   * @throws Failure if none is up
   */
  final UpLab lab() throws IOException {
    var way = way();
    return way.lab()
        .orElseThrow(
            () -> new Failure("The lab is not up. Start it: %s up".formatted(way.command())));
  }

  static void print(String text) {
    System.out.println(text);
    System.out.flush();
  }
}
