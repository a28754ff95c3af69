package lab.runner.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** Takes the lab down. */
@Command(name = "down", description = "Take the lab down; its data stays.")
final class DownCommand extends LabCommand {
  @Override
  public Integer call() throws IOException, InterruptedException {
    way().down();
    return 0;
  }
}
