package lab.servers.postgres;

import java.nio.file.Path;
import java.util.Map;

/**
 * The fixed properties of one PostgreSQL server of the lab.
 *
 * @param name {@code postgres-1}: also the name by which its primary knows it as a standby and,
 *     with underscores, the name of its replication slot
 * @param directory its folder; {@code data} is created inside
 * @param log where its output goes
 * @param port on 127.0.0.1
 * @param password of the superuser {@code postgres}; the same for a primary and its standby
 * @param settings override the lab's settings, as in postgresql.conf: {@code max_connections}
 */
public record PostgresNode(
    String name,
    Path directory,
    Path log,
    int port,
    String password,
    Map<String, String> settings) {
  public PostgresNode {
    if (!name.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("Not a node's name: " + name);
    }
    directory = directory.toAbsolutePath().normalize();
    settings = Map.copyOf(settings);
  }

  Path data() {
    return directory.resolve("data");
  }

  String slot() {
    return name.replace('-', '_');
  }

  @Override
  public String toString() {
    return name + " at 127.0.0.1:" + port; // without the password
  }
}
