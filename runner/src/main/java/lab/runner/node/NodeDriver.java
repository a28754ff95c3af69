package lab.runner.node;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import lab.monitor.Question;
import lab.servers.process.Launch;
import lab.servers.process.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Node} must know of its kind of server: the command, the signs of readiness, the way
 * to end.
 */
public interface NodeDriver {

  String name();

  /** What it is one of: a backend, by its label, the gateway, or a service. */
  String kind();

  /** What it does among its like, for example {@code primary}. */
  String role();

  /** Where it serves, as {@code host:port}. */
  String address();

  /** How the monitor finds out whether it lives, and how it is. */
  Question question();

  /** Where {@code /actuator} answers, or null. */
  default @Nullable String managementAddress() {
    return null;
  }

  /** The properties that are not as the topology says, with which it runs. */
  default Map<String, String> changed() {
    return Map.of();
  }

  /** Writes what the server needs (configuration, data folder) and says how it is started. */
  Launch prepare() throws IOException;

  /**
   * Whether it serves by now; called again and again until it does.
   *
   * @throws IOException when it cannot be told: read as not yet
   */
  boolean isReady() throws IOException;

  /** How long a start may take. */
  default Duration patience() {
    return Duration.ofMinutes(2);
  }

  /** Ends the process in order. */
  default void stop(ServerProcess process) {
    process.terminate(Duration.ofSeconds(15));
  }
}
