package lab.servers.kafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import lab.servers.install.Installation;
import lab.servers.process.ChildEnvironment;
import lab.servers.process.Launch;
import lab.servers.process.Loopback;
import lab.servers.process.ProcessLauncher;

/**
 * One Kafka server, broker and controller in one process, of a quorum of one or three.
 *
 * <p>The storage is formatted by writing {@code meta.properties}, which is all that Kafka's own
 * storage tool adds to an empty folder when the voters are in the configuration; this saves a JVM
 * start. The time-outs are short enough for a dead broker to be replaced in about three seconds,
 * where the defaults take nine to twelve; their cost, a few heartbeats, is negligible on loopback.
 */
public final class KafkaBroker {
  /** The user that clients log in as. */
  public static final String USER = "lab";

  private static final int API_VERSIONS = 18;
  private static final int PROBE_MILLIS = 1_000;
  private static final String SERVER = "server.properties";
  private static final String LOG4J = "log4j2.properties";
  private static final String STORAGE = "log";

  private final Config config;

  /**
   * The fixed properties of one member.
   *
   * @param name the node's name, {@code kafka-1}
   * @param id from 1
   * @param port where clients and the other brokers connect
   * @param voters every member's controller port by its id, including this one's
   * @param clusterId the same for all members, see {@link #newClusterId}
   * @param data the server's own folder
   * @param classPath Kafka's jars, as for {@code java -cp}
   * @param jvmFlags added after the usual ones
   * @param password of the one user, {@value #USER}, that clients and members log in as; empty: no
   *     login is required
   */
  public record Config(
      String name,
      int id,
      int port,
      Map<Integer, Integer> voters,
      String clusterId,
      Path data,
      Path log,
      String classPath,
      List<String> jvmFlags,
      String password) {

    public Config {
      voters = Map.copyOf(voters);
      jvmFlags = List.copyOf(jvmFlags);
      if (!voters.containsKey(id)) {
        throw new IllegalArgumentException("voters lack id " + id + " itself");
      }
    }

    @Override
    public String toString() {
      return name + " at " + port; // without the password
    }
  }

  public KafkaBroker(Config config) {
    this.config = config;
  }

  /** A cluster's identity in Kafka's form: 16 random bytes in URL-safe base64. */
  public static String newClusterId() {
    var random = UUID.randomUUID();
    var bytes =
        ByteBuffer.allocate(16)
            .putLong(random.getMostSignificantBits())
            .putLong(random.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * Writes the configuration, formats the storage if needed, and makes the servers' user own
   * everything.
   */
  public Launch prepare(ProcessLauncher launcher) throws IOException {
    Path storage = Files.createDirectories(config.data().resolve(STORAGE));
    Path meta = storage.resolve("meta.properties");
    if (!Files.exists(meta)) {
      Files.writeString(
          meta,
          "version=1%ncluster.id=%s%nnode.id=%d%ndirectory.id=%s%n"
              .formatted(config.clusterId(), config.id(), newClusterId()));
    }
    Installation.writeSecret(config.data().resolve(SERVER), properties() + authentication());
    Files.writeString(config.data().resolve(LOG4J), LOGGING);
    var _ = launcher.own(config.data());
    return new Launch(config.name(), command(), Map.of(), config.data(), config.log());
  }

  private List<String> command() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms32m",
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "-Xlog:all=error:stdout"));
    command.addAll(ChildEnvironment.JVM_FLAGS);
    command.addAll(config.jvmFlags());
    // Relative to the server's folder: a comma or a % in a path has a special meaning for Kafka and
    // Log4j.
    command.addAll(
        List.of(
            "-Dlog4j2.configurationFile=" + LOG4J,
            "-Djava.io.tmpdir=" + config.data(),
            "-cp",
            config.classPath(),
            "kafka.Kafka",
            SERVER));
    return command;
  }

  private String properties() {
    int members = config.voters().size();
    int replicas = members == 1 ? 1 : 3;
    int inSync = members == 1 ? 1 : 2;
    String voters =
        config.voters().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(voter -> voter.getKey() + "@127.0.0.1:" + voter.getValue())
            .collect(Collectors.joining(","));
    return """
    process.roles=broker,controller
    node.id=%d
    controller.quorum.voters=%s
    listeners=CLIENTS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
    advertised.listeners=CLIENTS://127.0.0.1:%d
    inter.broker.listener.name=CLIENTS
    controller.listener.names=CONTROLLER
    listener.security.protocol.map=CLIENTS:%s,CONTROLLER:%s
    log.dirs=%s
    default.replication.factor=%d
    min.insync.replicas=%d
    offsets.topic.replication.factor=%d
    offsets.topic.num.partitions=3
    transaction.state.log.replication.factor=%d
    transaction.state.log.min.isr=%d
    transaction.state.log.num.partitions=3
    share.coordinator.state.topic.replication.factor=%d
    share.coordinator.state.topic.min.isr=%d
    auto.create.topics.enable=false
    group.initial.rebalance.delay.ms=0
    broker.session.timeout.ms=2000
    broker.heartbeat.interval.ms=300
    controller.quorum.election.timeout.ms=500
    controller.quorum.fetch.timeout.ms=1000
    controller.quorum.election.backoff.max.ms=500
    replica.lag.time.max.ms=5000
    controlled.shutdown.max.retries=1
    log.segment.bytes=16777216
    log.retention.bytes=134217728
    log.cleaner.dedupe.buffer.size=2097152
    num.network.threads=2
    num.io.threads=2
    background.threads=2
    """
        .formatted(
            config.id(),
            voters,
            config.port(),
            config.voters().getOrDefault(config.id(), 0),
            config.port(),
            protocol(),
            protocol(),
            STORAGE,
            replicas,
            inSync,
            replicas,
            replicas,
            inSync,
            replicas,
            inSync);
  }

  private String protocol() {
    return config.password().isEmpty() ? "PLAINTEXT" : "SASL_PLAINTEXT";
  }

  /**
   * By user and password, on both listeners, since the members are clients of each, too. In clear
   * text (PLAIN), because it is loopback; SCRAM stores its users in the cluster, so the storage
   * would have to be formatted with them.
   */
  private String authentication() {
    if (config.password().isEmpty()) {
      return "";
    }
    String login = login(config.password()).replaceFirst(";$", " user_%s=\"%s\";");
    login = login.formatted(USER, config.password());
    return """
    sasl.mechanism.inter.broker.protocol=PLAIN
    sasl.mechanism.controller.protocol=PLAIN
    sasl.enabled.mechanisms=PLAIN
    listener.name.clients.plain.sasl.jaas.config=%1$s
    listener.name.controller.sasl.enabled.mechanisms=PLAIN
    listener.name.controller.plain.sasl.jaas.config=%1$s
    """
        .formatted(login);
  }

  /** For {@code sasl.jaas.config}. */
  private static String login(String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(USER, password);
  }

  /** Whether it {@linkplain #answers answers}. */
  public boolean isReady() throws IOException {
    return answers(Loopback.port(config.port()));
  }

  /**
   * Whether a broker there speaks Kafka's protocol: it replies to an ApiVersions request (key 18,
   * version 0).
   */
  public static boolean answers(InetSocketAddress broker) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(broker, PROBE_MILLIS);
      socket.setSoTimeout(PROBE_MILLIS);
      byte[] client = "ready".getBytes(StandardCharsets.US_ASCII);
      var out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(10 + client.length);
      out.writeShort(API_VERSIONS);
      out.writeShort(0);
      out.writeInt(1);
      out.writeShort(client.length);
      out.write(client);
      out.flush();
      var in = new DataInputStream(socket.getInputStream());
      int size = in.readInt();
      return size > 6 && in.readInt() == 1 && in.readShort() == 0;
    }
  }

  private static final String LOGGING =
      """
      status = error
      appender.console.type = Console
      appender.console.name = console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss.SSS}{UTC}Z %-5p %c{1}: %m%n
      rootLogger.level = warn
      rootLogger.appenderRef.console.ref = console
      """;
}
