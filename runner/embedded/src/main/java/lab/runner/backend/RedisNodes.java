package lab.runner.backend;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lab.monitor.Question;
import lab.monitor.Question.RedisQuestion;
import lab.runner.node.NodeKind;
import lab.runner.node.Pause;
import lab.runner.node.StartFailure;
import lab.runner.process.Node;
import lab.runner.process.NodeDriver;
import lab.servers.process.Launch;
import lab.servers.redis.RedisBinary;
import lab.servers.redis.RedisCluster;
import lab.servers.redis.RedisNode;

/**
 * The Redis Cluster: one node with all slots, three primaries, or three primaries with a replica
 * each.
 */
public final class RedisNodes implements Backend {
  private static final Duration NODE_TIMEOUT = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_PRIMARIES = 3;

  private final String password;
  private final List<RedisNode> servers = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();

  public RedisNodes(Workshop workshop, int count) throws IOException {
    password = workshop.secrets().get("redis");
    Path program = RedisBinary.unpack(workshop.home().cache().resolve("redis"));
    for (int number = 1; number <= count; number++) {
      String name = NodeKind.REDIS.node(number);
      var server =
          new RedisNode(
              new RedisNode.Config(
                  name,
                  workshop.ports().port(name),
                  workshop.ports().port(name + ".bus"),
                  program,
                  workshop.data(name),
                  workshop.home().log(name),
                  NODE_TIMEOUT,
                  password));
      servers.add(server);
      nodes.add(workshop.node(new Driver(name, server, password, workshop)));
    }
  }

  /** One server as a node. */
  private record Driver(String name, RedisNode server, String password, Workshop workshop)
      implements NodeDriver {
    @Override
    public String kind() {
      return NodeKind.REDIS.label();
    }

    @Override
    public String role() {
      try {
        return server.role();
      } catch (IOException e) {
        return "unknown";
      }
    }

    @Override
    public String address() {
      return "127.0.0.1:" + server.port();
    }

    @Override
    public Question question() {
      return new RedisQuestion("127.0.0.1", server.port(), password);
    }

    @Override
    public Launch prepare() throws IOException {
      return server.prepare(workshop.launcher());
    }

    @Override
    public boolean isReady() throws IOException {
      return server.isReady();
    }
  }

  /** The value of {@code lab.redis.nodes}. */
  public String addresses() {
    return servers.stream()
        .map(server -> "127.0.0.1:" + server.port())
        .collect(Collectors.joining(","));
  }

  /** The value of {@code lab.redis.password}. */
  public String password() {
    return password;
  }

  @Override
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  @Override
  public void up(Consumer<String> progress) throws IOException {
    RedisCluster.form(servers, primaries());
    for (Node node : nodes) {
      node.start();
    }
    for (int i = 0; i < nodes.size(); i++) {
      awaitMembership(nodes.get(i), servers.get(i));
    }
    progress.accept(
        "Redis Cluster is ready (%d+%d)".formatted(primaries(), nodes.size() - primaries()));
  }

  @Override
  public void start(Node node) throws IOException {
    RedisNode server = servers.get(nodes.indexOf(node));
    if (!RedisCluster.remember(server, servers) && nodes.stream().noneMatch(Node::hasProcess)) {
      RedisCluster.form(servers, primaries()); // no node remembers a cluster any more
    }
    node.start();
    awaitMembership(node, server);
  }

  private int primaries() {
    return Math.min(nodes.size(), MOST_PRIMARIES);
  }

  private static void awaitMembership(Node node, RedisNode server) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isInCluster(server)) {
      if (!node.hasProcess() || System.nanoTime() > deadline) {
        throw new StartFailure(
            node.name(), "it did not find its place in the cluster", node.tail(15));
      }
      Pause.of(Duration.ofMillis(25));
    }
  }

  private static boolean isInCluster(RedisNode server) {
    try {
      return server.isInCluster();
    } catch (IOException e) {
      return false;
    }
  }
}
