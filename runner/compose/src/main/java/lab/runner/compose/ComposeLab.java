package lab.runner.compose;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runner.home.LabHome;
import lab.runner.lab.RunningLab;
import lab.runner.node.NodeStatus;
import lab.runner.topology.Topology;
import lab.runner.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/**
 * A lab that is a Compose project. Its state is read from the engine each time; the only state kept
 * here, on disk, is about the containers that it disconnected.
 */
public final class ComposeLab {
  private static final int GATEWAY_INSIDE = 8080;

  private final LabHome home;
  private final Map<String, String> environment;
  private final Docker docker;
  private final String project;
  private final boolean inNetwork;
  private final Containers containers;
  private final ComposeProject compose;
  private final Actions actions;

  private ComposeLab(LabHome home, Map<String, String> environment, Docker docker, String project) {
    this.home = home;
    this.environment = environment;
    this.docker = docker;
    this.project = project;
    inNetwork = !environment.getOrDefault("LAB_IN_NETWORK", "").isEmpty();
    containers = new Containers(docker, project, inNetwork);
    compose = new ComposeProject(home, environment, docker, project, containers);
    actions =
        new Actions(
            docker,
            containers,
            new CutOff(home.directory().resolve("disconnected"), project),
            new MonitorLink(containers::monitor, System.err));
  }

  /**
   * The lab that has containers; if none has, that of the default topology.
   *
   * @param environment {@code COMPOSE_PROJECT_NAME} names the project, {@code LAB_COMPOSE_FILES}
   *     additional files; {@code LAB_IN_NETWORK} means that this program runs in the project's
   *     network
   * @throws ComposeTrouble when there is no engine
   */
  public static ComposeLab of(LabHome home, Map<String, String> environment) throws IOException {
    var docker = new Docker(home.sources());
    var _ = EngineCheck.engine(docker);
    var projects = Projects.of(home, environment);
    return new ComposeLab(home, environment, docker, projects.present(docker));
  }

  /** The lab of this topology, which is a project of its own with its own data. */
  public ComposeLab withTopology(String topology) throws IOException {
    String other = Projects.of(home, environment).of(topology);
    return other.equals(project) ? this : new ComposeLab(home, environment, docker, other);
  }

  /** Whether any of its containers is running. */
  public boolean isUp() {
    return containers.all().stream().anyMatch(container -> container.state().hasProcess());
  }

  /** Whether there are containers, running or not. */
  public boolean exists() {
    return !containers.all().isEmpty();
  }

  /** The topology that the containers were created for. */
  public String topology() throws IOException {
    return ComposeFiles.topology(containers.all(), Topology.names(home.topologies()));
  }

  /** The origin of the gateway. */
  public URI gateway() {
    var gateway = containers.named("gateway-1");
    return inNetwork
        ? URI.create("http://gateway-1:" + GATEWAY_INSIDE)
        : gateway
            .published(GATEWAY_INSIDE)
            .orElseGet(() ->
                URI.create("http://127.0.0.1:" + environment.getOrDefault("GATEWAY_PORT", "8080")));
  }

  /** Addresses of pages for people, by their descriptions. */
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
   * The spans of a trace that Jaeger has received so far.
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
   * Brings the lab up; returns when every container is healthy. Compose's own progress is shown.
   *
   * @param services by name; if empty, those that start by default
   * @param port of the gateway; null for that of the environment or {@code .env}
   * @param traces whether the services record traces, which a Jaeger keeps
   * @throws ComposeTrouble if it does not come up
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
    compose.up(topology, services, scale, port, traces);
  }

  /** Removes the containers; the data stays in volumes. */
  public void down() throws InterruptedException {
    var _ = EngineCheck.compose(docker);
    compose.down();
  }

  /** Removes containers and volumes, of every topology. */
  public void reset() throws IOException, InterruptedException {
    var _ = EngineCheck.compose(docker);
    for (String name : Projects.of(home, environment).all()) {
      new ComposeLab(home, environment, docker, name).compose.reset();
    }
  }

  /** Applies an action to a node; returns the node's new status. */
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

  /** Prints a node's log on this process' own output. */
  public int logs(String node, int lines, boolean follow) throws InterruptedException {
    var call = new ArrayList<>(List.of("logs", "--tail", String.valueOf(lines)));
    if (follow) {
      call.add("--follow");
    }
    call.add(containers.named(node).id());
    return docker.passThrough(call, Map.of());
  }

  /** The lab as an experiment sees it; it has to be up. */
  public RunningLab forExperiments() {
    return new ContainersLab(docker, containers, actions, gateway());
  }

  /** The name of the Compose project. */
  public String project() {
    return project;
  }

  /** The versions of the engine and Compose, for a report. */
  public Map<String, String> versions() {
    return EngineCheck.versions(docker);
  }

  /** The versions, or what is wrong, for {@code doctor}. */
  public static String check(LabHome home) {
    var docker = new Docker(home.sources());
    return "engine %s, Compose %s"
        .formatted(EngineCheck.engine(docker), EngineCheck.compose(docker));
  }
}
