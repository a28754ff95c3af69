package lab.runner.cli;

import picocli.CommandLine.Command;

/** Stub. */
@Command(name = "experiments")
final class ExperimentsCommand extends LabCommand {
  @Override
  public Integer call() {
    return 0;
  }
}
