package lab.runner.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import lab.monitor.Question;
import lab.servers.process.Launch;
import lab.servers.process.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Node} needs to know about its kind of server: how to start it, when it is ready,
 * how to stop it.
 */
public interface NodeDriver {

  String name();

  /** The kind of server: a backend's label, {@code gateway}, or the name of a service. */
  String kind();

  /** Its role among the nodes of its kind, for example {@code primary}. */
  String role();

  /** Where it serves, as {@code host:port}. */
  String address();

  /** How the monitor finds out whether it is alive and well. */
  Question question();

  /** Where it serves {@code /actuator}, as {@code host:port}, or null. */
  default @Nullable String managementAddress() {
    return null;
  }

  /** The properties it runs with that differ from the topology's. */
  default Map<String, String> changed() {
    return Map.of();
  }

  /** Writes what the server needs (configuration, data folder) and returns how to start it. */
  Launch prepare() throws IOException;

  /**
   * Whether it is serving yet; polled until it is.
   *
   * @throws IOException if that cannot be found out, which counts as not yet
   */
  boolean isReady() throws IOException;

  /** How long a start may take. */
  default Duration patience() {
    return Duration.ofMinutes(2);
  }

  /** Shuts the process down in order. */
  default void stop(ServerProcess process) {
    process.terminate(Duration.ofSeconds(15));
  }
}
