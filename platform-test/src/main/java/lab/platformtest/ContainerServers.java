package lab.platformtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import lab.servers.kafka.KafkaBroker;
import lab.servers.process.Ports;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The servers as containers. Their ports on the host are chosen here and fixed: Docker would give a
 * restarted container a different one, and a test that kills a server needs its address to stay the
 * same.
 *
 * <p>Testcontainers removes them when the JVM ends, however it ends, by its own container, Ryuk; if
 * Ryuk is switched off, by a shutdown hook.
 */
final class ContainerServers implements TestServers.Servers {
  private static final Duration START = Duration.ofMinutes(2);

  private final ContainerImages images;
  private final String host;

  /**
   * Requires all images, so that a missing image fails here and not later.
   *
   * @throws ContainersUnavailableException if the engine cannot be used, or an image is missing and
   *     cannot be pulled
   */
  ContainerServers(ContainerImages images) {
    this.images = images;
    try {
      host = DockerClientFactory.instance().dockerHostIpAddress();
      DockerClientFactory.instance().client();
    } catch (RuntimeException e) {
      throw new ContainersUnavailableException(
          "Testcontainers does not get on with it: " + e.getMessage() + ".", e);
    }
    images.all().forEach(ContainerImage::require);
  }

  private static DockerImageName image(String pin, String usual) {
    return DockerImageName.parse(pin).asCompatibleSubstituteFor(usual);
  }

  /** Loopback only, unless the engine is on another machine. */
  private String binding(int port, int inside) {
    return (isLocal() ? "127.0.0.1:" : "") + port + ":" + inside;
  }

  private boolean isLocal() {
    return host.equals("localhost") || host.equals("127.0.0.1");
  }

  private String address(int port) {
    return (isLocal() ? "127.0.0.1" : host) + ":" + port;
  }

  @Override
  public PostgresUnderTest postgres() {
    int port = Ports.free(1).getFirst();
    var container = new PostgreSQLContainer(image(images.postgres(), "postgres"));
    container.withUsername("postgres").withDatabaseName("postgres");
    container.setCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
    container.setPortBindings(List.of(binding(port, PostgreSQLContainer.POSTGRESQL_PORT)));
    container.start();
    var postgres = "jdbc:postgresql://" + address(port) + "/postgres?loginTimeout=2";
    var control =
        new ContainerServer(
            container,
            () -> {
              try (var connection =
                  DriverManager.getConnection(postgres, "postgres", container.getPassword())) {
                return connection.isValid(1);
              }
            });
    return new PostgresUnderTest(control, address(port), "postgres", container.getPassword());
  }

  /**
   * A cluster tells its clients its nodes' addresses, which must be valid on the host. So the node
   * listens inside on the same port as outside, and announces the host's address.
   */
  @Override
  public RedisUnderTest redis() {
    var ports = Ports.free(2);
    String port = String.valueOf(ports.get(0));
    String bus = String.valueOf(ports.get(1));
    var container = new GenericContainer<>(image(images.redis(), "redis"));
    container.withExposedPorts(ports.get(0));
    container.setPortBindings(List.of(binding(ports.get(0), ports.get(0))));
    container.withCommand(
        "redis-server --port %s --cluster-port %s --cluster-enabled yes --cluster-announce-ip %s"
                .formatted(port, bus, numeric())
            + " --cluster-node-timeout 500 --protected-mode no --save '' --appendonly no");
    container.waitingFor(Wait.forLogMessage(".*Ready to accept connections.*", 1));
    container.withStartupTimeout(START);
    container.start();
    ContainerServer.require(
        container, "redis-cli", "-p", port, "cluster", "addslotsrange", "0", "16383");
    var control =
        new ContainerServer(
            container,
            () ->
                container
                    .execInContainer("redis-cli", "-p", port, "cluster", "info")
                    .getStdout()
                    .contains("cluster_state:ok"));
    control.awaitReady();
    return new RedisUnderTest(control, address(ports.get(0)));
  }

  private String numeric() {
    try {
      return isLocal() ? "127.0.0.1" : InetAddress.getByName(host).getHostAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public KafkaUnderTest kafka() {
    int port = Ports.free(1).getFirst();
    var container = new KafkaContainer(image(images.kafka(), "apache/kafka"));
    container.setPortBindings(List.of(binding(port, 9092)));
    container.withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    container.withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    // A killed broker is admitted again when its old session has expired: nine seconds by default.
    container.withEnv("KAFKA_BROKER_SESSION_TIMEOUT_MS", "2000");
    container.withEnv("KAFKA_BROKER_HEARTBEAT_INTERVAL_MS", "300");
    // A test broker is short-lived: what matters is that it starts quickly and is small.
    container.withEnv("KAFKA_HEAP_OPTS", "-Xms64m -Xmx256m");
    container.withEnv("KAFKA_JVM_PERFORMANCE_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    container.start();
    var outside = new InetSocketAddress(host, port);
    var control = new ContainerServer(container, () -> KafkaBroker.answers(outside));
    return new KafkaUnderTest(control, address(port));
  }
}
