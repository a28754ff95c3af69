package lab.runner.cli;

import java.io.IOException;
import lab.runner.cli.RunnerClient.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a node's log. */
@Command(name = "logs", description = "Show the log of a node, or of the runner itself.")
final class LogsCommand extends LabCommand {
  @Parameters(paramLabel = "NODE", description = "For example hello-world-1, postgres-1 or runner.")
  private String node = "";

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "50",
      description = "How many lines (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on as the log grows, until Ctrl-C.")
  private boolean follow;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (lines < 1) {
      throw new Failure("--lines is %d; it must be 1 or more.".formatted(lines));
    }
    return way().logs(node, lines, follow);
  }
}
