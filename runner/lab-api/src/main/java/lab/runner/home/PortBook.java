package lab.runner.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import lab.servers.process.Ports;

/**
 * Which node listens on which port. A port is chosen once and kept across restarts, because it is
 * in other nodes' configuration and in the memory of a Redis Cluster. A kept port that somebody
 * else has taken meanwhile is replaced.
 */
public final class PortBook {
  private final Path file;
  private final Set<Integer> promised;
  private final Properties ports = new Properties();

  public PortBook(Path file) throws IOException {
    this(file, Set.of());
  }

  /**
   * @param promised ports that no node may be given, even if nobody listens there yet, such as
   *     those that the user has named
   */
  public PortBook(Path file, Set<Integer> promised) throws IOException {
    this.file = file;
    this.promised = Set.copyOf(promised);
    if (Files.exists(file)) {
      try (var in = Files.newBufferedReader(file)) {
        ports.load(in);
      } catch (IllegalArgumentException e) {
        ports.clear(); // corrupt: the ports are chosen anew
      }
    }
  }

  /** The port under this name, for example {@code postgres-1} or {@code gateway-1.management}. */
  public synchronized int port(String name) throws IOException {
    String known = ports.getProperty(name);
    if (known != null && known.matches("[1-9]\\d{3,4}") && isToBeHad(Integer.parseInt(known))) {
      return Integer.parseInt(known);
    }
    int port;
    do {
      port = Ports.free(1).getFirst();
    } while (promised.contains(port) || ports.containsValue(String.valueOf(port)));
    ports.setProperty(name, String.valueOf(port));
    Files.createDirectories(file.getParent());
    try (var out = Files.newBufferedWriter(file)) {
      ports.store(out, "The ports of this topology's nodes.");
    }
    return port;
  }

  private boolean isToBeHad(int port) {
    return !promised.contains(port) && Ports.isFree(port);
  }
}
