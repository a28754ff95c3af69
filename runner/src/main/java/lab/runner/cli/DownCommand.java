package lab.runner.cli;

import java.io.IOException;
import lab.runner.daemon.RunnerFile;
import picocli.CommandLine.Command;

/** Takes the lab down. */
@Command(name = "down", description = "Take the lab down; its data stays.")
final class DownCommand extends LabCommand {
  @Override
  public Integer call() throws IOException, InterruptedException {
    var living = RunnerFile.ofLiving(home.runnerFile());
    if (living.isEmpty()) {
      print("The lab is not up.");
      return 0;
    }
    new RunnerClient(living.get()).down();
    print("The lab is down. Its data stays in " + home.directory() + "; ./lab reset deletes it.");
    return 0;
  }
}
