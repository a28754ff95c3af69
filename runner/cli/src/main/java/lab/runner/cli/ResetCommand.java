package lab.runner.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** Takes the lab down and deletes its data. */
@Command(name = "reset", description = "Take the lab down and delete its data, logs and secrets.")
final class ResetCommand extends LabCommand {
  @Override
  public Integer call() throws IOException, InterruptedException {
    way().reset();
    return 0;
  }
}
