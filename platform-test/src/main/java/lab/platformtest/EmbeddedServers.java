package lab.platformtest;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lab.servers.install.Installation;
import lab.servers.kafka.KafkaBroker;
import lab.servers.postgres.PostgresBinaries;
import lab.servers.postgres.PostgresNode;
import lab.servers.postgres.PostgresServer;
import lab.servers.process.Ports;
import lab.servers.process.ProcessLauncher;
import lab.servers.redis.RedisBinary;
import lab.servers.redis.RedisCluster;
import lab.servers.redis.RedisNode;

/** The servers as child processes in a temporary folder. */
final class EmbeddedServers implements TestServers.Servers {
  private final Path folder;
  private final Path cache;
  private final ProcessLauncher launcher;
  private final AtomicInteger count = new AtomicInteger();

  EmbeddedServers() {
    try {
      folder = TestFolder.fresh();
      cache = TestFolder.cache();
      launcher = ProcessLauncher.open(folder, kafkaJars());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "lab-test-servers"));
  }

  private void end() {
    launcher.close();
    try {
      Installation.delete(folder);
    } catch (IOException e) {
      // The next test run deletes it.
    }
  }

  /**
   * The tests' class path has Kafka's jars; log4j's bridge would loop back into Kafka's own log4j.
   */
  private static List<Path> kafkaJars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar") && !entry.contains("log4j-to-slf4j"))
        .map(Path::of)
        .toList();
  }

  private String name(String kind) {
    return kind + "-" + count.incrementAndGet();
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  @Override
  public PostgresUnderTest postgres() {
    try {
      String name = name("postgres");
      String password = PostgresServer.newPassword();
      int port = Ports.free(1).getFirst();
      var node =
          new PostgresNode(
              name,
              folder.resolve(name),
              log(name),
              port,
              password,
              // A test's data must survive the process's crash, but not a power cut.
              Map.of("fsync", "off", "full_page_writes", "off", "max_connections", "200"));
      var postgres = new PostgresServer(node, PostgresBinaries.install(cache), launcher);
      postgres.initialise();
      var server =
          new EmbeddedServer(
              launcher,
              postgres::launch,
              () -> {
                try (var connection = postgres.connect("postgres")) {
                  return connection.isValid(1);
                }
              });
      return new PostgresUnderTest(started(server), "127.0.0.1:" + port, "postgres", password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public RedisUnderTest redis() {
    try {
      String name = name("redis");
      var ports = Ports.free(2);
      var node =
          new RedisNode(
              new RedisNode.Config(
                  name,
                  ports.get(0),
                  ports.get(1),
                  RedisBinary.unpack(cache),
                  folder.resolve(name),
                  log(name),
                  Duration.ofMillis(500),
                  ""));
      RedisCluster.form(List.of(node), 1);
      var server = new EmbeddedServer(launcher, () -> node.prepare(launcher), node::isInCluster);
      return new RedisUnderTest(started(server), "127.0.0.1:" + node.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public KafkaUnderTest kafka() {
    try {
      String name = name("kafka");
      var ports = Ports.free(2);
      Path data = folder.resolve(name);
      var broker =
          new KafkaBroker(
              new KafkaBroker.Config(
                  name,
                  1,
                  ports.get(0),
                  Map.of(1, ports.get(1)),
                  KafkaBroker.newClusterId(),
                  data,
                  log(name),
                  String.join(
                      File.pathSeparator, kafkaJars().stream().map(Path::toString).toList()),
                  List.of("-Dlogback.configurationFile=" + logback(data)),
                  ""));
      var server = new EmbeddedServer(launcher, () -> broker.prepare(launcher), broker::isReady);
      return new KafkaUnderTest(started(server), "127.0.0.1:" + ports.get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** If the tests' class path has Logback, Kafka logs with it: at WARN, not at DEBUG. */
  private static Path logback(Path data) throws IOException {
    Files.createDirectories(data);
    return Files.writeString(
        data.resolve("logback.xml"),
        """
        <configuration>
          <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%d{HH:mm:ss.SSS} %-5p %c{1}: %m%n</pattern></encoder>
          </appender>
          <root level="WARN"><appender-ref ref="out"/></root>
        </configuration>
        """);
  }

  private static EmbeddedServer started(EmbeddedServer server) {
    server.start();
    return server;
  }
}
