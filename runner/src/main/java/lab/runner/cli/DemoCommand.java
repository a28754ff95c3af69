package lab.runner.cli;

import picocli.CommandLine.Command;

/** Stub. */
@Command(name = "demo")
final class DemoCommand extends LabCommand {
  @Override
  public Integer call() {
    return 0;
  }
}
