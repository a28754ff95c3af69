package lab.runner.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings a topology up. */
@Command(name = "up", description = "Bring the lab up: real servers, each its own process.")
final class UpCommand extends LabCommand {
  @Mixin private UpOptions options = new UpOptions();

  @Option(
      names = "--detach",
      description =
          "Return when every node is ready; the lab stays up (as it always does with"
              + " --docker).")
  private boolean detach;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return way().up(options, detach);
  }
}
