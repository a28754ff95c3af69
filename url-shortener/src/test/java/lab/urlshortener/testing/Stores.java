package lab.urlshortener.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lab.servers.kafka.KafkaBroker;
import lab.servers.postgres.PostgresBinaries;
import lab.servers.postgres.PostgresNode;
import lab.servers.postgres.PostgresServer;
import lab.servers.process.Ports;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.Readiness;
import lab.servers.process.ServerProcess;
import lab.servers.redis.RedisBinary;
import lab.servers.redis.RedisCluster;
import lab.servers.redis.RedisNode;
import org.springframework.util.FileSystemUtils;

/**
 * One PostgreSQL, one Redis Cluster of one node, one Kafka broker, shared by all tests of a run.
 */
public final class Stores {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String PASSWORD = PostgresServer.newPassword();
  private static final Stores SHARED = open();

  private final ProcessLauncher launcher;
  private final PostgresServer postgres;
  private final RedisNode redis;
  private final KafkaBroker kafka;
  private final int kafkaPort;
  private ServerProcess postgresProcess;
  private ServerProcess redisProcess;

  private Stores(Path folder) throws IOException {
    Path cache = Path.of("target", "cache of servers").toAbsolutePath();
    var binaries = PostgresBinaries.install(cache);
    Path program = RedisBinary.unpack(cache);
    var jars = kafkaJars();
    launcher =
        ProcessLauncher.open(
            folder,
            Stream.concat(Stream.of(binaries.folder(), program), jars.stream().map(Path::of))
                .toList());
    var ports = Ports.free(5);
    kafkaPort = ports.get(3);
    kafka = kafka(folder, kafkaPort, ports.get(4), jars);
    var kafkaProcess = launcher.launch(kafka.prepare(launcher));
    postgres = postgres(folder, ports.get(0), binaries);
    postgres.initialise();
    postgresProcess = startPostgresProcess();
    redis = redis(folder, ports.get(1), ports.get(2), program);
    RedisCluster.form(List.of(redis), 1);
    redisProcess = startRedisProcess();
    Readiness.await(kafkaProcess, BOUND, kafka::isReady);
  }

  /** The stores, which run by the time this returns. */
  public static Stores shared() {
    return SHARED;
  }

  /** Settings that lead a service to these stores and to an empty database of its own. */
  public Map<String, String> settings() {
    return settings(newDatabase());
  }

  /** As {@link #settings()}, on a database that is there. */
  public Map<String, String> settings(String database) {
    return Map.of(
        "spring.datasource.url",
        url(database),
        "spring.datasource.username",
        "url_shortener",
        "spring.datasource.password",
        PASSWORD,
        "lab.redis.nodes",
        "127.0.0.1:" + redis.port(),
        "spring.kafka.bootstrap-servers",
        kafkaAddress());
  }

  public String newDatabase() {
    String name = "db_" + UUID.randomUUID().toString().replace("-", "");
    try {
      postgres.createDatabase(name, "url_shortener", PASSWORD);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return name;
  }

  public String kafkaAddress() {
    return "127.0.0.1:" + kafkaPort;
  }

  /** Runs a statement as the superuser. */
  public void sql(String database, String statement) throws SQLException {
    try (var connection = postgres.connect(database);
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  public void killPostgres() {
    postgresProcess.kill();
  }

  public void startPostgres() throws IOException {
    postgresProcess = startPostgresProcess();
  }

  public ServerProcess redis() {
    return redisProcess;
  }

  public void startRedis() throws IOException {
    redisProcess = startRedisProcess();
  }

  private String url(String database) {
    return postgres.jdbcUrl(database) + "?targetServerType=primary&connectTimeout=1";
  }

  private ServerProcess startPostgresProcess() throws IOException {
    var process = launcher.launch(postgres.launch());
    postgres.awaitReady(process, BOUND);
    return process;
  }

  private ServerProcess startRedisProcess() throws IOException {
    var process = launcher.launch(redis.prepare(launcher));
    Readiness.await(process, BOUND, redis::isInCluster);
    return process;
  }

  private PostgresServer postgres(Path folder, int port, PostgresBinaries binaries) {
    Path home = folder.resolve("postgres-1");
    var log = folder.resolve("postgres-1.log");
    return new PostgresServer(
        new PostgresNode("postgres-1", home, log, port, PASSWORD, Map.of()), binaries, launcher);
  }

  private static RedisNode redis(Path folder, int port, int busPort, Path program) {
    return new RedisNode(
        new RedisNode.Config(
            "redis-1",
            port,
            busPort,
            program,
            folder.resolve("redis-1"),
            folder.resolve("redis-1.log"),
            Duration.ofMillis(500)));
  }

  private static KafkaBroker kafka(Path folder, int port, int voterPort, List<String> jars) {
    return new KafkaBroker(
        new KafkaBroker.Config(
            "kafka-1",
            1,
            port,
            Map.of(1, voterPort),
            KafkaBroker.newClusterId(),
            folder.resolve("kafka-1"),
            folder.resolve("kafka-1.log"),
            jars.stream().collect(Collectors.joining(File.pathSeparator)),
            List.of()));
  }

  /** This test's class path without what would log in Kafka's stead. */
  private static List<String> kafkaJars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .filter(jar -> !jar.contains("logback") && !jar.contains("log4j-to-slf4j"))
        .toList();
  }

  private void close(Path folder) {
    launcher.close();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stores open() {
    try {
      Path temp = Files.createTempDirectory("url-shortener-test");
      Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
      var stores = new Stores(temp.resolve("lab"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stores.close(temp)));
      return stores;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
