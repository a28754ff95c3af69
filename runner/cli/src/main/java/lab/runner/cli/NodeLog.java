package lab.runner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.home.LabHome;
import lab.runner.process.LogTail;

/** The log file of a node that is a process; it can be read without a runner too. */
final class NodeLog {
  private static final long POLL_MILLIS = 200;

  private final LabHome home;
  private final String node;

  NodeLog(LabHome home, String node) {
    this.home = home;
    this.node = node;
  }

  int print(int lines, boolean follow) throws IOException, InterruptedException {
    Path log = home.log(node);
    if (!node.matches("[a-z0-9-]+") || !Files.isRegularFile(log)) {
      throw new Failure("There is no log of '%s'. There are: %s.".formatted(node, nodes()));
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
