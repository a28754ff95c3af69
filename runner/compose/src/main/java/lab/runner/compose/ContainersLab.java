package lab.runner.compose;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lab.runner.lab.Action;
import lab.runner.lab.Actuator;
import lab.runner.lab.Live;
import lab.runner.lab.RunningLab;

/**
 * The containers, as an experiment sees them. What has been read about a node is cached, so that a
 * fault needs only one call to the engine.
 */
final class ContainersLab implements RunningLab {
  /** How long to wait for a role: an experiment cannot continue without knowing the primary. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Docker docker;
  private final Containers containers;
  private final Actions actions;
  private final URI gateway;
  private final Map<String, Container> known = new ConcurrentHashMap<>();
  private final Map<String, URI> management = new ConcurrentHashMap<>();

  ContainersLab(Docker docker, Containers containers, Actions actions, URI gateway) {
    this.docker = docker;
    this.containers = containers;
    this.actions = actions;
    this.gateway = gateway;
  }

  @Override
  public Set<Action> faults() {
    return EnumSet.allOf(Action.class);
  }

  @Override
  public URI gateway() {
    return gateway;
  }

  /** Only the nodes: an experiment should not have to wait for helpers such as Grafana. */
  @Override
  public List<Node> nodes() {
    var nodes = containers.all().stream().filter(Container::isNode).toList();
    nodes.forEach(node -> known.put(node.node(), node));
    var roles = new Roles(docker, PATIENCE).of(nodes);
    return nodes.stream()
        .map(node ->
            new Node(node.node(), node.kind(), roles.getOrDefault(node.id(), ""), node.isReady()))
        .toList();
  }

  private Container node(String name) {
    return known.computeIfAbsent(name, containers::named);
  }

  @Override
  public void kill(String node) {
    actions.kill(node(node));
  }

  @Override
  public void stop(String node) {
    actions.stop(node(node));
  }

  @Override
  public void pause(String node) {
    actions.pause(node(node));
  }

  @Override
  public void resume(String node) {
    actions.resume(node(node));
  }

  @Override
  public void disconnect(String node) {
    actions.disconnect(node(node));
  }

  @Override
  public void reconnect(String node) {
    actions.reconnect(node(node));
    management.remove(node);
  }

  @Override
  public void start(String node) {
    actions.start(node(node));
    management.remove(node);
  }

  @Override
  public void configure(String kind, Map<String, String> properties) {
    actions.configure(kind, properties);
    known.clear();
    management.clear();
  }

  /** A lab created before there was a monitor has none. */
  @Override
  public Optional<Live> live() {
    return containers.monitor().map(monitor -> Live.of(monitor, ""));
  }

  /** Ports published at random change with each start, so they are looked up again. */
  @Override
  public String actuator(String node, String endpoint) {
    try {
      return Actuator.ask(management.computeIfAbsent(node, this::managementOf), endpoint);
    } catch (UncheckedIOException e) {
      management.remove(node);
      throw e;
    }
  }

  private URI managementOf(String node) {
    return containers
        .management(containers.named(node))
        .orElseThrow(() -> new ComposeTrouble("There are no metrics of " + node + "."));
  }
}
