package lab.platformtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import lab.servers.process.Ports;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The servers as containers. Their ports on the host are chosen here and fixed: Docker would give a
 * container that starts again another one, and a test that kills a server needs its address to
 * stay.
 *
 * <p>Images: {@code -Dlab.test.image.postgres}, {@code .redis}, {@code .kafka}.
 */
final class ContainerServers implements TestServers.Servers {
  private static final Duration START = Duration.ofMinutes(2);

  private final String host = DockerClientFactory.instance().dockerHostIpAddress();

  private static DockerImageName image(String kind, String usual) {
    String image = System.getProperty("lab.test.image." + kind, usual);
    String repository = usual.substring(0, usual.indexOf(':'));
    return DockerImageName.parse(image).asCompatibleSubstituteFor(repository);
  }

  /** Loopback only, unless the engine is another machine. */
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
    var container = new PostgreSQLContainer(image("postgres", "postgres:18"));
    container.withUsername("postgres").withDatabaseName("postgres");
    container.setCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
    container.setPortBindings(List.of(binding(port, PostgreSQLContainer.POSTGRESQL_PORT)));
    container.start();
    var control =
        new ContainerServer(
            container,
            () ->
                container
                        .execInContainer("pg_isready", "-h", "127.0.0.1", "-U", "postgres")
                        .getExitCode()
                    == 0);
    return new PostgresUnderTest(control, address(port), "postgres", container.getPassword());
  }

  /**
   * A cluster tells its clients where its nodes are: at an address that must hold on the host. So
   * the node listens inside on the very port that it has outside, and announces the host's address.
   */
  @Override
  public RedisUnderTest redis() {
    var ports = Ports.free(2);
    String port = String.valueOf(ports.get(0));
    String bus = String.valueOf(ports.get(1));
    var container = new GenericContainer<>(image("redis", "redis:8"));
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
    var container = new KafkaContainer(image("kafka", "apache/kafka:4.2.1"));
    container.setPortBindings(List.of(binding(port, 9092)));
    container.withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    container.withEnv("KAFKA_HEAP_OPTS", "-Xms64m -Xmx256m");
    container.start();
    var control =
        new ContainerServer(
            container,
            () ->
                container
                        .execInContainer(
                            "/opt/kafka/bin/kafka-broker-api-versions.sh",
                            "--bootstrap-server",
                            "localhost:9093")
                        .getExitCode()
                    == 0);
    return new KafkaUnderTest(control, address(port));
  }
}
