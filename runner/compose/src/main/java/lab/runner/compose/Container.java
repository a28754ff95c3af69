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
 * A container of the project, as shown by {@code docker inspect}.
 *
 * @param service its service in the Compose file
 * @param isService whether it is the gateway or a service, according to the label {@code
 *     lab.node=service}
 * @param number of the container within the service, from 1
 * @param files the Compose files that it was created from
 * @param pid on the engine's machine; 0 if it is not running
 * @param networks its address and aliases, by network
 * @param ports the published ports: the port on this machine, by the container's
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

  /** A container's address and aliases in a network. */
  record Endpoint(String address, List<String> aliases) {}

  /** Reads the output of {@code docker inspect}; nodes come first, sorted by name. */
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

  /**
   * After a pause the engine reports unhealthy until the next check, although no check has failed.
   */
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

  /**
   * The node's name: that of the service if it has a number ({@code postgres-1}), otherwise with
   * the container's number ({@code hello-world-2}).
   */
  String node() {
    return NUMBERED.matcher(service).matches() ? service : service + "-" + number;
  }

  /** The backend that it is a node of, if any. */
  Optional<NodeKind> backend() {
    return NodeKind.of(withoutNumber());
  }

  /** Whether it is a node of the lab and not a helper such as etcd or Grafana. */
  boolean isNode() {
    return isService || backend().isPresent();
  }

  /**
   * The kind of container: a backend's label, {@code gateway}, or the name of a service or helper.
   */
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

  /** Whether it is disconnected from all networks. */
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

  /** Where its port is published on this machine. */
  Optional<URI> published(int port) {
    return Optional.ofNullable(ports.get(port)).map(here -> URI.create("http://127.0.0.1:" + here));
  }

  /** Its own address, for clients in the same network. */
  Optional<URI> inside(int port) {
    return networks.values().stream()
        .map(Endpoint::address)
        .filter(address -> !address.isEmpty())
        .findFirst()
        .map(address -> URI.create("http://" + address + ":" + port));
  }
}
