package lab.runner.compose;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import lab.runner.node.NodeState;
import lab.runner.node.NodeStatus;

/** The containers of a project, without those of {@code docker compose run}. */
final class Containers {
  /**
   * How long {@code status} waits for a role. It can be short: the user sees that a role is unknown
   * and can ask again.
   */
  private static final Duration GLANCE = Duration.ofSeconds(5);

  private static final int TRIES = 3;
  private static final int MANAGEMENT_PORT = 8081;
  private static final int MONITOR_PORT = 8090;
  private static final int JAEGER_PORT = 16686;

  private final Docker docker;
  private final String project;
  private final boolean inNetwork;

  /**
   * @param inNetwork whether this program runs in the project's network and can use its addresses
   */
  Containers(Docker docker, String project, boolean inNetwork) {
    this.docker = docker;
    this.project = project;
    this.inNetwork = inNetwork;
  }

  /** The current state of all containers, nodes first; empty if the lab is not up. */
  List<Container> all() {
    for (int i = 1; ; i++) {
      List<String> ids = ids();
      if (ids.isEmpty()) {
        return List.of();
      }
      var call = new ArrayList<>(List.of("inspect", "--type", "container"));
      call.addAll(ids);
      var answer = docker.ask(Docker.SOON, call);
      if (answer.isGood()) {
        return Container.read(answer.output()).stream().filter(c -> !c.oneOff()).toList();
      }
      if (i == TRIES) { // a retry helps if a container was just being removed
        throw new ComposeTrouble("docker inspect: " + answer.lastWords());
      }
    }
  }

  private List<String> ids() {
    return docker
        .run(
            "ps",
            "--all",
            "--quiet",
            "--no-trunc",
            "--filter",
            "label=com.docker.compose.project=" + project)
        .lines()
        .toList();
  }

  /**
   * The container of a node.
   *
   * @throws ComposeTrouble if there is no such node; the message lists those that exist
   */
  Container named(String node) {
    var all = all();
    return all.stream()
        .filter(container -> container.node().equals(node))
        .findFirst()
        .orElseThrow(() ->
            new ComposeTrouble(
                all.isEmpty()
                    ? "The lab is not up. Start it: ./lab --docker up"
                    : "There is no node '%s'. There are: %s."
                        .formatted(
                            node,
                            all.stream().map(Container::node).collect(Collectors.joining(", ")))));
  }

  /** The current state of a container. */
  Container again(Container before) {
    String inspect = docker.run("inspect", "--type", "container", before.id());
    return Container.read(inspect).getFirst();
  }

  /** The last lines of its log. */
  List<String> tail(Container container, int lines) {
    var call = List.of("logs", "--tail", String.valueOf(lines), container.id());
    var answer = docker.ask(Duration.ofSeconds(5), call);
    return (answer.output() + answer.errors()).lines().toList();
  }

  /** The status of all containers, with memory and roles. */
  List<NodeStatus> status() {
    var all = all();
    var running = all.stream().filter(c -> c.state().hasProcess()).map(Container::id).toList();
    var memory = CompletableFuture.supplyAsync(() -> Memory.of(docker, running));
    var roles = new Roles(docker, GLANCE).of(all);
    var taken = memory.join();
    return all.stream()
        .map(container ->
            status(
                container,
                roles.getOrDefault(container.id(), ""),
                taken.getOrDefault(container.name(), 0L)))
        .toList();
  }

  /** The status of one container. */
  NodeStatus status(Container container, String role, long memory) {
    NodeState state = container.state();
    return new NodeStatus(
        container.node(),
        container.kind(),
        role,
        state.word(),
        address(container),
        container.pid() == 0 ? null : container.pid(),
        memory,
        0,
        state instanceof NodeState.Paused ? "" : state.detail(), // its start is not known
        management(container).map(uri -> uri.getHost() + ":" + uri.getPort()).orElse(null),
        Map.of(),
        "");
  }

  /** Where a service serves {@code /actuator}, if it can be reached from here. */
  Optional<URI> management(Container container) {
    return container.isService() ? reach(container, MANAGEMENT_PORT) : Optional.empty();
  }

  /** Where the monitor answers, if it can be reached from here. */
  Optional<URI> monitor() {
    return serviceAt("monitor", MONITOR_PORT);
  }

  /** Where Jaeger answers, if it can be reached from here. */
  Optional<URI> jaeger() {
    return serviceAt("jaeger", JAEGER_PORT);
  }

  private Optional<URI> serviceAt(String service, int port) {
    return all().stream()
        .filter(container -> container.service().equals(service))
        .findFirst()
        .flatMap(container -> reach(container, port));
  }

  private Optional<URI> reach(Container container, int port) {
    return inNetwork ? container.inside(port) : container.published(port);
  }

  /**
   * The published address that is meant for users, which is that of the container's lowest port.
   */
  private static String address(Container container) {
    return container.ports().values().stream()
        .findFirst()
        .map(port -> "127.0.0.1:" + port)
        .orElse("-");
  }
}
