package lab.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.servers.postgres.PostgresBinaries;
import lab.servers.postgres.PostgresNode;
import lab.servers.postgres.PostgresServer;
import lab.servers.process.Ports;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.Readiness;
import lab.servers.redis.RedisBinary;
import lab.servers.redis.RedisCluster;
import lab.servers.redis.RedisNode;

/** A PostgreSQL primary with its synchronous standby and a Redis primary with its replica. */
final class Pairs implements AutoCloseable {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final Path CACHE = Path.of("target", "cache of servers").toAbsolutePath();
  private static final String SECRET = PostgresServer.newPassword();

  private final Path folder;
  private final PostgresBinaries binaries;
  private final Path redis;
  private final ProcessLauncher launcher;
  private final List<MonitoredNode> nodes = new ArrayList<>();

  /**
   * @param folder that other users may enter, because root's servers do not run as root
   */
  Pairs(Path folder) throws IOException, SQLException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    this.folder = folder.resolve("lab");
    binaries = PostgresBinaries.install(CACHE);
    redis = RedisBinary.unpack(CACHE);
    launcher = ProcessLauncher.open(this.folder, List.of(binaries.folder(), redis));
    startPostgres();
    startRedis();
  }

  List<MonitoredNode> nodes() {
    return nodes;
  }

  private void startPostgres() throws IOException, SQLException {
    var ports = Ports.free(2);
    var first = postgres("postgres-1", ports.get(0));
    var second = postgres("postgres-2", ports.get(1));
    first.initialise();
    second.cloneFrom(first);
    first.awaitReady(launcher.launch(first.launch()), BOUND);
    first.replicationSlot(second);
    second.awaitReady(launcher.launch(second.launch()), BOUND);
    try (var connection = first.connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("create role monitor login password 'watch' in role pg_monitor");
    }
    first.synchronousStandby(Optional.of("postgres-2"));
    for (PostgresServer server : List.of(first, second)) {
      nodes.add(
          new MonitoredNode(
              server.node().name(),
              "postgres",
              new Question.PostgresQuestion(server.jdbcUrl("postgres"), "monitor", "watch")));
    }
  }

  private PostgresServer postgres(String name, int port) {
    var node =
        new PostgresNode(
            name, folder.resolve(name), folder.resolve(name + ".log"), port, SECRET, Map.of());
    return new PostgresServer(node, binaries, launcher);
  }

  private void startRedis() throws IOException {
    var ports = Ports.free(4);
    var servers = new ArrayList<RedisNode>();
    for (int i = 0; i < 2; i++) {
      String name = "redis-" + (i + 1);
      servers.add(
          new RedisNode(
              new RedisNode.Config(
                  name,
                  ports.get(i),
                  ports.get(i + 2),
                  redis,
                  folder.resolve(name),
                  folder.resolve(name + ".log"),
                  Duration.ofMillis(500),
                  SECRET)));
      nodes.add(
          new MonitoredNode(
              name, "redis", new Question.RedisQuestion("127.0.0.1", ports.get(i), SECRET)));
    }
    RedisCluster.form(servers, 1);
    for (RedisNode server : servers) {
      Readiness.await(launcher.launch(server.prepare(launcher)), BOUND, server::isReady);
    }
  }

  @Override
  public void close() {
    launcher.close();
  }
}
