package lab.runner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.node.LogTail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a node wrote; works without a runner, too. */
@Command(name = "logs", description = "Show the log of a node, or of the runner itself.")
final class LogsCommand extends LabCommand {
  private static final long POLL_MILLIS = 200;

  @Parameters(
      paramLabel = "NODE",
      description = "For example url-shortener-1, postgres-1 or runner.")
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
    Path log = home.log(node);
    if (!node.matches("[a-z0-9-]+") || !Files.isRegularFile(log)) {
      throw new Failure("There is no log of '%s'. There are: %s.".formatted(node, nodes()));
    }
    if (lines < 1) {
      throw new Failure("--lines is %d; it must be 1 or more.".formatted(lines));
    }
    LogTail.since(log, 0, lines).forEach(LabCommand::print);
    long seen = Files.size(log);
    while (follow) {
      Thread.sleep(POLL_MILLIS);
      long size = Files.size(log);
      if (size != seen) {
        LogTail.since(log, size < seen ? 0 : seen, Integer.MAX_VALUE).forEach(LabCommand::print);
        seen = size;
      }
    }
    return 0;
  }

  private String nodes() throws IOException {
    Path folder = home.log("any").getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return "none yet";
    }
    try (var logs = Files.list(folder)) {
      String names =
          logs.map(log -> log.getFileName().toString())
              .filter(name -> name.endsWith(".log"))
              .map(name -> name.substring(0, name.length() - 4))
              .sorted()
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? "none yet" : names;
    }
  }
}
