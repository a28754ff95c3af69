package lab.runner.cli;

import picocli.CommandLine.Command;

/** Stub. */
@Command(name = "run")
final class RunCommand extends LabCommand {
  @Override
  public Integer call() {
    return 0;
  }
}
