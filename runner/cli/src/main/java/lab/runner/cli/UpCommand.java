package lab.runner.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a topology up. */
@Command(name = "up", description = "Bring the lab up: real servers, each its own process.")
final class UpCommand extends LabCommand {
  @Mixin private UpOptions options = new UpOptions();

  @Parameters(
      paramLabel = "SERVICE",
      description = "The services to start; those that start by default if none is named.")
  private List<String> services = new ArrayList<>();

  @Option(
      names = "--detach",
      description =
          "Return when every node is ready; the lab stays up (as it always does with"
              + " --docker).")
  private boolean detach;

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.services = List.copyOf(services);
    return way().up(options, detach);
  }
}
