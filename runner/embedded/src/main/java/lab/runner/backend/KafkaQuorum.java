package lab.runner.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lab.monitor.Question;
import lab.monitor.Question.KafkaQuestion;
import lab.runner.node.NodeKind;
import lab.runner.process.Node;
import lab.runner.process.NodeDriver;
import lab.runner.process.Parallel;
import lab.servers.kafka.KafkaBroker;
import lab.servers.process.Launch;

/**
 * The Kafka brokers: a single one, or a quorum of three. On an orderly shutdown each leaves an
 * archive of its classes (CDS), which makes its next start faster.
 */
public final class KafkaQuorum implements Backend {
  private final Workshop workshop;
  private final String password;
  private final List<Integer> ports = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Integer, Integer> voters = new TreeMap<>();

  public KafkaQuorum(Workshop workshop, int count) throws IOException {
    this.workshop = workshop;
    this.password = workshop.secrets().get("kafka");
    for (int id = 1; id <= count; id++) {
      String name = NodeKind.KAFKA.node(id);
      ports.add(workshop.ports().port(name));
      voters.put(id, workshop.ports().port(name + ".controller"));
    }
    for (int id = 1; id <= count; id++) {
      nodes.add(workshop.node(new Driver(id)));
    }
  }

  /** One broker as a node. */
  private final class Driver implements NodeDriver {
    private final int id;

    Driver(int id) {
      this.id = id;
    }

    @Override
    public String name() {
      return NodeKind.KAFKA.node(id);
    }

    @Override
    public String kind() {
      return NodeKind.KAFKA.label();
    }

    @Override
    public String role() {
      return "broker+controller";
    }

    @Override
    public String address() {
      return "127.0.0.1:" + ports.get(id - 1);
    }

    @Override
    public Question question() {
      return new KafkaQuestion(address(), id, password);
    }

    @Override
    public Launch prepare() throws IOException {
      var _ = workshop.launcher().own(workshop.home().cache().resolve("kafka"));
      return broker().prepare(workshop.launcher());
    }

    private KafkaBroker broker() throws IOException {
      Path classes = workshop.home().cache().resolve("kafka");
      return new KafkaBroker(
          new KafkaBroker.Config(
              name(),
              id,
              ports.get(id - 1),
              voters,
              clusterId(),
              workshop.data(name()),
              workshop.home().log(name()),
              System.getProperty("java.class.path"),
              List.of(
                  "-XX:+AutoCreateSharedArchive",
                  // An archive left half-written by a kill would crash every later start.
                  "-XX:+VerifySharedSpaces",
                  "-XX:SharedArchiveFile=" + classes.resolve(name() + ".jsa")),
              password));
    }

    @Override
    public boolean isReady() throws IOException {
      return broker().isReady();
    }
  }

  private synchronized String clusterId() throws IOException {
    Path file = workshop.data().resolve("kafka-cluster-id");
    if (!Files.exists(file)) {
      Files.createDirectories(workshop.data());
      Files.writeString(file, KafkaBroker.newClusterId());
    }
    return Files.readString(file);
  }

  /** The value of {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** The value of {@code lab.kafka.password}. */
  public String password() {
    return password;
  }

  @Override
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** Starts all brokers concurrently, because they become ready only with a majority. */
  @Override
  public void up(Consumer<String> progress) throws IOException {
    Parallel.run(nodes.stream().map(node -> (Parallel.Task) node::start).toList());
    progress.accept(
        "Kafka is ready (%d broker%s)".formatted(nodes.size(), nodes.size() == 1 ? "" : "s"));
  }

  @Override
  public void start(Node node) throws IOException {
    node.start();
  }
}
