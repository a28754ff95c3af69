package lab.servers.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param name the node's name, for messages: {@code postgres-1}
 * @param command the program, by its whole path, and its arguments
 * @param environment laid over the {@link ChildEnvironment}
 * @param directory the working directory; must exist
 * @param log where standard output and standard error are appended; made if absent, moved to {@code
 *     .1} at launch when over 10 MB
 * @param stopSignal what asks this server to end in order
 */
public record Launch(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path log,
    StopSignal stopSignal) {

  /** The signal by which a server is asked to end: PostgreSQL wants INT to not wait for clients. */
  public enum StopSignal {
    TERM,
    INT
  }

  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("No command for " + name);
    }
  }

  /** A server that ends in order on SIGTERM. */
  public Launch(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Path log) {
    this(name, command, environment, directory, log, StopSignal.TERM);
  }
}
