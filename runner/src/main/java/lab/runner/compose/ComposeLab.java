package lab.runner.compose;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Service;
import lab.runner.experiment.RunningLab;
import lab.runner.home.LabHome;
import lab.runner.home.PortHolder;
import lab.runner.node.NodeStatus;
import lab.runner.topology.Layout;
import lab.runner.topology.Topology;
import lab.runner.trace.TraceSpan;
import lab.servers.process.Ports;
import org.jspecify.annotations.Nullable;

/**
 * A lab that is a Compose project. What it is made of is read from the engine each time; this keeps
 * nothing but, on disk, the names of what it disconnected.
 */
public final class ComposeLab {
  private static final Duration CONFIG = Duration.ofSeconds(30);
  private static final Duration REMOVE = Duration.ofMinutes(1);
  private static final String UP_SECONDS = "600";
  private static final int GATEWAY_INSIDE = 8080;

  private final LabHome home;
  private final Map<String, String> environment;
  private final Docker docker;
  private final ComposeFiles files;
  private final String project;
  private final boolean inNetwork;
  private final Containers containers;
  private final Actions actions;

  private ComposeLab(LabHome home, Map<String, String> environment, Docker docker, String project) {
    this.home = home;
    this.environment = environment;
    this.docker = docker;
    this.project = project;
    files = new ComposeFiles(home.sources(), environment);
    inNetwork = !environment.getOrDefault("LAB_IN_NETWORK", "").isEmpty();
    containers = new Containers(docker, project, inNetwork);
    actions =
        new Actions(
            docker,
            containers,
            new CutOff(home.directory().resolve("disconnected"), project),
            new MonitorLink(containers::monitor, System.err));
  }

  /**
   * The lab that has containers or, if none has, that of the default topology.
   *
   * @param environment {@code COMPOSE_PROJECT_NAME} names the project, {@code LAB_COMPOSE_FILES}
   *     more files; {@code LAB_IN_NETWORK} says that this program runs in the project's network
   * @throws ComposeTrouble when there is no engine
   */
  public static ComposeLab of(LabHome home, Map<String, String> environment) throws IOException {
    var docker = new Docker(home.sources());
    var _ = EngineCheck.engine(docker);
    var projects = Projects.of(home, environment);
    return new ComposeLab(home, environment, docker, projects.present(docker));
  }

  /** The same with the project of this topology: each keeps its own data. */
  public ComposeLab withTopology(String topology) throws IOException {
    String other = Projects.of(home, environment).of(topology);
    return other.equals(project) ? this : new ComposeLab(home, environment, docker, other);
  }

  /** Whether any of its containers runs. */
  public boolean isUp() {
    return containers.all().stream().anyMatch(container -> container.state().hasProcess());
  }

  /** Whether there are containers, running or not. */
  public boolean exists() {
    return !containers.all().isEmpty();
  }

  /** The topology that the containers were made for. */
  public String topology() throws IOException {
    return ComposeFiles.topology(containers.all(), Topology.names(home.topologies()));
  }

  /** Where the gateway answers. */
  public URI gateway() {
    var gateway = containers.named("gateway-1");
    return inNetwork
        ? URI.create("http://gateway-1:" + GATEWAY_INSIDE)
        : gateway
            .published(GATEWAY_INSIDE)
            .orElseGet(() ->
                URI.create("http://127.0.0.1:" + environment.getOrDefault("GATEWAY_PORT", "8080")));
  }

  /** Pages for people, by what they are. */
  public Map<String, String> pages() {
    var pages = new LinkedHashMap<String, String>();
    for (Container container : containers.all()) {
      if (!container.isNode() && !container.service().equals("monitor")) {
        container.ports().values().stream()
            .findFirst()
            .ifPresent(port -> pages.put(container.service(), "http://localhost:" + port));
      }
    }
    return pages;
  }

  /**
   * The spans of a trace that Jaeger has by now.
   *
   * @throws ComposeTrouble when there is no Jaeger
   */
  public List<TraceSpan> trace(String id) throws IOException, InterruptedException {
    return Jaeger.of(containers).trace(id);
  }

  public List<NodeStatus> nodes() {
    return containers.status();
  }

  /**
   * Brings it up; returns when every container is healthy. What is built and started is shown as
   * Compose shows it.
   *
   * @param services by name; none: those that start by default
   * @param port the gateway's, or null for that of the environment or {@code .env}
   * @param traces whether the services trace, with a Jaeger to keep it
   * @throws ComposeTrouble when it does not come up
   */
  public void up(
      String topology,
      List<String> services,
      Map<String, Integer> scale,
      @Nullable Integer port,
      boolean traces)
      throws IOException, InterruptedException {
    if (inNetwork) {
      throw new ComposeTrouble("The lab is not up. Start it: docker compose up --build --wait");
    }
    var _ = EngineCheck.compose(docker);
    var layout = Layout.of(home, topology, services, scale);
    if (scale.containsKey(Layout.GATEWAY)) {
      throw new ComposeTrouble(
          "With --docker, --scale does not take gateway; two come with --topology ha.");
    }
    var variables = new TreeMap<>(EngineCheck.limits(docker));
    variables.put(
        "COMPOSE_PROFILES",
        layout.services().stream()
            .filter(service -> service.descriptor().onDemand())
            .map(Service::name)
            .collect(Collectors.joining(",")));
    if (port != null) {
      variables.put("GATEWAY_PORT", port.toString());
    }
    var call = compose(traces ? files.withTraces(topology) : files.of(topology));
    checkPorts(call, variables);
    call.addAll(List.of("up", "--detach", "--wait", "--wait-timeout", UP_SECONDS));
    if (!environment.getOrDefault("LAB_BUILD", "").equals("skip")) {
      call.add("--build");
    }
    counts(layout, scale)
        .forEach((service, count) -> call.addAll(List.of("--scale", service + "=" + count)));
    int exit = docker.passThrough(call, variables);
    if (exit != 0) {
      throw new ComposeTrouble("The lab did not come up (exit code %d).%s".formatted(exit, ill()));
    }
  }

  /** None of what starts by default and was not asked for. */
  private Map<String, Integer> counts(Layout layout, Map<String, Integer> scale)
      throws IOException {
    var counts = new TreeMap<>(scale);
    for (Service service : Catalog.of(home.sources()).byDefault()) {
      if (!layout.services().contains(service)) {
        counts.put(service.name(), 0);
      }
    }
    return counts;
  }

  private void checkPorts(List<String> compose, Map<String, String> variables) {
    var call = new ArrayList<>(compose);
    call.addAll(List.of("config", "--format", "json"));
    String config = docker.run(CONFIG, call, variables);
    for (var wanted : PublishedPorts.withoutOwn(PublishedPorts.read(config), containers.all())) {
      if (!Ports.isFree(wanted.port())) {
        throw new ComposeTrouble(
            "Port %d, for %s, is taken%s. Choose another with %s."
                .formatted(
                    wanted.port(),
                    wanted.service(),
                    PortHolder.of(wanted.port()).map(holder -> " by " + holder).orElse(""),
                    wanted.option()));
      }
    }
  }

  /** Those that are not well, with the ends of their logs. */
  private String ill() {
    return containers.all().stream()
        .filter(container -> !container.isReady())
        .map(container ->
            "\n%s is %s %s\n    %s"
                .formatted(
                    container.node(),
                    container.state().word(),
                    container.state().detail(),
                    String.join("\n    ", containers.tail(container, 8))))
        .collect(Collectors.joining());
  }

  /** Removes the containers; the data stays in volumes. */
  public void down() throws InterruptedException {
    var _ = EngineCheck.compose(docker);
    remove(List.of());
  }

  /** Removes containers and volumes, of every topology. */
  public void reset() throws IOException, InterruptedException {
    var _ = EngineCheck.compose(docker);
    for (String name : Projects.of(home, environment).all()) {
      var lab = new ComposeLab(home, environment, docker, name);
      lab.remove(List.of("--volumes"));
      lab.removeVolumes();
    }
  }

  private void remove(List<String> options) throws InterruptedException {
    var call = compose(files.of(containers.all()));
    call.addAll(List.of("down", "--remove-orphans"));
    call.addAll(options);
    int exit = docker.passThrough(call, Map.of());
    if (exit != 0) {
      throw new ComposeTrouble("docker compose down ended with exit code %d.".formatted(exit));
    }
  }

  /** Also those that the files of today do not name. */
  private void removeVolumes() {
    String its = "label=com.docker.compose.project=" + project;
    List<String> left = docker.run("volume", "ls", "--quiet", "--filter", its).lines().toList();
    if (!left.isEmpty()) {
      var call = new ArrayList<>(List.of("volume", "rm"));
      call.addAll(left);
      var _ = docker.run(REMOVE, call);
    }
  }

  private List<String> compose(List<String> fromFiles) {
    var call = new ArrayList<>(List.of("compose", "--project-name", project));
    fromFiles.forEach(file -> call.addAll(List.of("--file", file)));
    return call;
  }

  /** Does something to a node; returns what became of it. */
  public NodeStatus act(String node, String action) {
    Container container = containers.named(node);
    switch (action) {
      case "kill" -> actions.kill(container);
      case "stop" -> actions.stop(container);
      case "pause" -> actions.pause(container);
      case "resume" -> actions.resume(container);
      case "start" -> actions.start(container);
      case "disconnect" -> actions.disconnect(container);
      case "reconnect" -> actions.reconnect(container);
      default -> throw new IllegalArgumentException("There is no action '" + action + "'.");
    }
    return containers.status(containers.again(container), "", 0);
  }

  /** Shows what a node wrote, on this process' own output. */
  public int logs(String node, int lines, boolean follow) throws InterruptedException {
    var call = new ArrayList<>(List.of("logs", "--tail", String.valueOf(lines)));
    if (follow) {
      call.add("--follow");
    }
    call.add(containers.named(node).id());
    return docker.passThrough(call, Map.of());
  }

  /** The lab for an experiment; it has to be up. */
  public RunningLab forExperiments() {
    return new ContainersLab(docker, containers, actions, gateway());
  }

  /** The name of the project, which is one of a lab. */
  public String project() {
    return project;
  }

  /** Of what runs it, for a report. */
  public Map<String, String> versions() {
    return EngineCheck.versions(docker);
  }

  /** For {@code doctor}: the versions, or what is wrong. */
  public static String check(LabHome home) {
    var docker = new Docker(home.sources());
    return "engine %s, Compose %s"
        .formatted(EngineCheck.engine(docker), EngineCheck.compose(docker));
  }
}
