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
import lab.runner.experiment.Actuator;
import lab.runner.experiment.Experiment.Action;
import lab.runner.experiment.LoadTarget.Live;
import lab.runner.experiment.RunningLab;

/**
 * The containers, as an experiment sees them. What was once seen of a node is used again, so that a
 * fault is one call of the engine.
 */
final class ContainersLab implements RunningLab {
  /** For a role: an experiment that does not know who is primary cannot go on. */
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

  /** The nodes alone: a fault in Grafana is nothing that an experiment should wait for. */
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

  /** A lab that was made before there was a monitor has none. */
  @Override
  public Optional<Live> live() {
    return containers.monitor().map(monitor -> Live.of(monitor, ""));
  }

  /** A port that is published anywhere is another after each start, and is looked up anew. */
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
