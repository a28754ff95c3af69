package lab.servers.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lab.servers.install.Installation;
import lab.servers.process.Launch;
import lab.servers.process.ProcessLauncher;

/**
 * One server of a Redis Cluster.
 *
 * <p>Its peers detect its failure after {@code nodeTimeout}; with 500 ms, writes to a killed
 * primary's slots work again after 1.5 to 1.8 s, when a replica has been elected.
 */
public final class RedisNode {
  private final Config config;

  /**
   * The fixed properties of one server.
   *
   * @param name the node's name, {@code redis-1}
   * @param port where clients connect
   * @param busPort where the other nodes connect
   * @param program from {@link RedisBinary#unpack}
   * @param data the server's own folder
   * @param password required from clients and between the nodes; empty for none
   */
  public record Config(
      String name,
      int port,
      int busPort,
      Path program,
      Path data,
      Path log,
      Duration nodeTimeout,
      String password) {
    @Override
    public String toString() {
      return name + " at " + port; // without the password
    }
  }

  public RedisNode(Config config) {
    this.config = config;
  }

  public int port() {
    return config.port();
  }

  int busPort() {
    return config.busPort();
  }

  /** Where the server stores its cluster membership; first written by {@link RedisCluster}. */
  Path membership() {
    return config.data().resolve("nodes.conf");
  }

  /** Writes the configuration and gives the folder to the servers' user. */
  public Launch prepare(ProcessLauncher launcher) throws IOException {
    Files.createDirectories(config.data());
    Path file = config.data().resolve("redis.conf");
    Installation.writeSecret(file, configuration());
    var _ = launcher.own(config.data());
    return new Launch(
        config.name(),
        List.of(config.program().toString(), literally(file)),
        Map.of(),
        config.data(),
        config.log());
  }

  /**
   * Escapes characters for which Redis would treat a file's name as a pattern and, if nothing
   * matches, start without the file.
   */
  private static String literally(Path file) {
    return file.toString().replaceAll("[*?\\[]", "\\\\$0");
  }

  private String configuration() {
    return """
    bind 127.0.0.1
    port %d
    cluster-enabled yes
    cluster-port %d
    cluster-config-file nodes.conf
    cluster-node-timeout %d
    cluster-replica-validity-factor 0
    cluster-require-full-coverage no
    save ""
    appendonly no
    maxmemory 32mb
    maxmemory-policy allkeys-lru
    repl-diskless-sync yes
    repl-diskless-sync-delay 0
    repl-backlog-size 1mb
    repl-ping-replica-period 1
    tcp-keepalive 10
    daemonize no
    """
            .formatted(config.port(), config.busPort(), config.nodeTimeout().toMillis())
        + authentication();
  }

  /** For clients only: in Redis, whoever can reach the cluster bus counts as a node. */
  private String authentication() {
    return config.password().isEmpty()
        ? ""
        : "requirepass %1$s%nmasterauth %1$s%n".formatted(config.password());
  }

  private RedisConnection connect() throws IOException {
    return new RedisConnection(config.port(), config.password());
  }

  /** Whether it answers. */
  public boolean isReady() throws IOException {
    try (var redis = connect()) {
      return redis.ask("PING").equals("PONG");
    }
  }

  /** {@code primary} or {@code replica}, as reported by the server itself. */
  public String role() throws IOException {
    try (var redis = connect()) {
      return redis.ask("INFO replication").contains("role:master") ? "primary" : "replica";
    }
  }

  /** Whether it sees all slots served and, if it is a replica, follows its primary. */
  public boolean isInCluster() throws IOException {
    try (var redis = connect()) {
      String replication = redis.ask("INFO replication");
      return redis.ask("CLUSTER INFO").contains("cluster_state:ok")
          && (replication.contains("role:master") || replication.contains("master_link_status:up"));
    }
  }
}
