package lab.runner.compose;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import lab.runner.node.NodeKind;
import lab.runner.node.NodeState;
import lab.runner.topology.Layout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A container of the project, as {@code docker inspect} tells it.
 *
 * @param service its service in the Compose file
 * @param isService whether it is the gateway or a service, by its label {@code lab.node=service}
 * @param number which of the service's containers, from 1
 * @param files the Compose files that it was made from
 * @param pid on the engine's machine, 0 when it does not run
 * @param networks what it is called in each network, and its address there
 * @param ports the port on this machine by the container's, of those that are published
 */
record Container(
    String id,
    String name,
    String service,
    boolean isService,
    int number,
    boolean oneOff,
    List<String> files,
    NodeState state,
    long pid,
    Map<String, Endpoint> networks,
    Map<Integer, Integer> ports) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern NUMBERED = Pattern.compile(".*-\\d+");
  private static final String LABEL = "com.docker.compose.";
  private static final int SIGTERM_EXIT = 143;
  private static final int SIGNALS_FROM = 128;
  private static final int SIGNALS_TO = 160;

  /** A container's place in a network. */
  record Endpoint(String address, List<String> aliases) {}

  /** Reads the output of {@code docker inspect}; nodes first, in the order of their names. */
  static List<Container> read(String inspect) {
    var containers = new ArrayList<Container>();
    JSON.readTree(inspect).forEach(json -> containers.add(of(json)));
    containers.sort(
        Comparator.comparing((Container container) -> container.order())
            .thenComparing(Container::node));
    return containers;
  }

  private static Container of(JsonNode json) {
    JsonNode labels = json.path("Config").path("Labels");
    JsonNode state = json.path("State");
    var networks = networks(json.path("NetworkSettings").path("Networks"));
    return new Container(
        json.path("Id").asString(),
        json.path("Name").asString().replaceFirst("^/", ""),
        labels.path(LABEL + "service").asString(""),
        labels.path("lab.node").asString("").equals("service"),
        Integer.parseInt(labels.path(LABEL + "container-number").asString("1")),
        labels.path(LABEL + "oneoff").asString("").equals("True"),
        files(labels.path(LABEL + "project.config_files").asString("")),
        state(state, networks.isEmpty()),
        state.path("Pid").asLong(0),
        networks,
        ports(json.path("NetworkSettings").path("Ports")));
  }

  private static List<String> files(String label) {
    return label.isEmpty() ? List.of() : List.of(label.split(",", -1));
  }

  private static Map<String, Endpoint> networks(JsonNode json) {
    var networks = new TreeMap<String, Endpoint>();
    json.forEachEntry((name, network) -> {
      var aliases = new ArrayList<String>();
      network.path("Aliases").forEach(alias -> aliases.add(alias.asString()));
      networks.put(name, new Endpoint(network.path("IPAddress").asString(""), aliases));
    });
    return networks;
  }

  private static Map<Integer, Integer> ports(JsonNode json) {
    var ports = new TreeMap<Integer, Integer>();
    json.forEachEntry((port, published) -> {
      String host = published.path(0).path("HostPort").asString("");
      if (!host.isEmpty()) {
        ports.put(Integer.valueOf(port.replaceFirst("/.*", "")), Integer.valueOf(host));
      }
    });
    return ports;
  }

  private static NodeState state(JsonNode state, boolean alone) {
    Instant started = Instant.parse(state.path("StartedAt").asString());
    return switch (state.path("Status").asString()) {
      case "created" -> new NodeState.Planned();
      case "restarting" -> new NodeState.Starting(started);
      case "paused" -> new NodeState.Paused(started);
      case "running" -> running(state, started, alone);
      default -> ended(state);
    };
  }

  private static NodeState running(JsonNode state, Instant started, boolean alone) {
    if (alone) {
      return new NodeState.Disconnected(started);
    }
    return switch (state.path("Health").path("Status").asString("none")) {
      case "starting" -> new NodeState.Starting(started);
      case "unhealthy" -> unhealthy(state, started);
      default -> new NodeState.Ready(started);
    };
  }

  /** A pause makes the engine say so until the next check, though none has failed. */
  private static NodeState unhealthy(JsonNode state, Instant started) {
    return state.path("Health").path("FailingStreak").asInt(1) == 0
        ? new NodeState.Ready(started)
        : new NodeState.Unhealthy(started);
  }

  private static NodeState ended(JsonNode state) {
    Instant at = Instant.parse(state.path("FinishedAt").asString());
    int exit = state.path("ExitCode").asInt();
    if (state.path("OOMKilled").asBoolean()) {
      return new NodeState.Dead(at, "killed, for it took more memory than it may");
    }
    if (exit == 0 || exit == SIGTERM_EXIT) {
      return new NodeState.Stopped(at);
    }
    return new NodeState.Dead(
        at,
        exit > SIGNALS_FROM && exit < SIGNALS_TO
            ? "killed by signal " + (exit - SIGNALS_FROM)
            : "ended with exit code " + exit);
  }

  /** {@code postgres-1} of the service of that name, {@code hello-world-2} of the second. */
  String node() {
    return NUMBERED.matcher(service).matches() ? service : service + "-" + number;
  }

  /** Which backend it is a node of, if of any. */
  Optional<NodeKind> backend() {
    return NodeKind.of(withoutNumber());
  }

  /** Whether it is a node of the lab and not a helper such as etcd or Grafana. */
  boolean isNode() {
    return isService || backend().isPresent();
  }

  /** What it is one of: a backend, by its label, the gateway, a service, or a helper. */
  String kind() {
    return isNode() ? withoutNumber() : service;
  }

  private String withoutNumber() {
    return NUMBERED.matcher(service).matches() ? service.replaceFirst("-\\d+$", "") : service;
  }

  private int order() {
    int services = NodeKind.values().length;
    if (!isNode()) {
      return services + 2;
    }
    return backend()
        .map(Enum::ordinal)
        .orElse(kind().equals(Layout.GATEWAY) ? services + 1 : services);
  }

  /** Whether it is in no network. */
  boolean isAlone() {
    return networks.isEmpty();
  }

  boolean isReady() {
    return state instanceof NodeState.Ready;
  }

  /** Whether a command can be run in it. */
  boolean answers() {
    return state.hasProcess() && !(state instanceof NodeState.Paused);
  }

  /** Where a port of it is published on this machine. */
  Optional<URI> published(int port) {
    return Optional.ofNullable(ports.get(port)).map(here -> URI.create("http://127.0.0.1:" + here));
  }

  /** Its own address, for who is in the same network. */
  Optional<URI> inside(int port) {
    return networks.values().stream()
        .map(Endpoint::address)
        .filter(address -> !address.isEmpty())
        .findFirst()
        .map(address -> URI.create("http://" + address + ":" + port));
  }
}
