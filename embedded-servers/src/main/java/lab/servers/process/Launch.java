package lab.servers.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param name the node's name, for messages: {@code postgres-1}
 * @param command the program, by its full path, and its arguments
 * @param environment overrides the {@link ChildEnvironment}
 * @param directory the working directory; must exist
 * @param log where standard output and standard error are appended; created if missing, renamed to
 *     {@code .1} at launch when over 10 MB
 * @param stopSignal the signal for an orderly shutdown of this server
 */
public record Launch(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path log,
    StopSignal stopSignal) {

  /** The signal for an orderly shutdown: PostgreSQL needs INT to not wait for its clients. */
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

  /** A server that shuts down in an orderly way on SIGTERM. */
  public Launch(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Path log) {
    this(name, command, environment, directory, log, StopSignal.TERM);
  }
}
