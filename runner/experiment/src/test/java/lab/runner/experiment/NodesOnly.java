package lab.runner.experiment;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import lab.runner.lab.Action;
import lab.runner.lab.Live;
import lab.runner.lab.RunningLab;
import org.jspecify.annotations.Nullable;

/** A lab of nodes that can be taken down and up, with a gateway that is always healthy. */
final class NodesOnly implements RunningLab, AutoCloseable {
  private final HttpServer gateway;
  private final List<String> nodes;
  final List<String> history = new CopyOnWriteArrayList<>();
  final Set<String> down = ConcurrentHashMap.newKeySet();
  volatile @Nullable String stuck;
  volatile List<String> interference = List.of();

  NodesOnly(String... nodes) throws IOException {
    this.nodes = List.of(nodes);
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    gateway.start();
  }

  @Override
  public Set<Action> faults() {
    return Set.of(Action.KILL, Action.STOP);
  }

  @Override
  public URI gateway() {
    return URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
  }

  @Override
  public List<Node> nodes() {
    return nodes.stream().map(node -> new Node(node, "tracker", "", !down.contains(node))).toList();
  }

  @Override
  public void kill(String node) {
    history.add("kill " + node);
    down.add(node);
  }

  @Override
  public void stop(String node) {
    history.add("stop " + node);
    down.add(node);
  }

  @Override
  public void start(String node) {
    if (node.equals(stuck)) {
      throw new IllegalStateException("it does not want to");
    }
    history.add("start " + node);
    down.remove(node);
  }

  @Override
  public void configure(String kind, Map<String, String> properties) {
    history.add("configure " + kind + " " + properties);
  }

  @Override
  public void pause(String node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void resume(String node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void disconnect(String node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void reconnect(String node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> interference() {
    return interference;
  }

  @Override
  public Optional<Live> live() {
    return Optional.empty();
  }

  @Override
  public String actuator(String node, String endpoint) {
    return endpoint + " of " + node;
  }

  @Override
  public void close() {
    gateway.stop(0);
  }
}
