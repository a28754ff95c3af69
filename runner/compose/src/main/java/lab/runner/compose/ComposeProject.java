package lab.runner.compose;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lab.runner.descriptor.Catalog;
import lab.runner.descriptor.Service;
import lab.runner.home.LabHome;
import lab.runner.home.PortHolder;
import lab.runner.topology.Layout;
import lab.servers.process.Ports;
import org.jspecify.annotations.Nullable;

/** Creates and removes the containers of a lab, which Compose knows as a project. */
final class ComposeProject {
  private static final Duration CONFIG = Duration.ofSeconds(30);
  private static final Duration REMOVE = Duration.ofMinutes(1);
  private static final String UP_SECONDS = "600";

  private final LabHome home;
  private final Map<String, String> environment;
  private final Docker docker;
  private final String name;
  private final Containers containers;
  private final ComposeFiles files;

  ComposeProject(
      LabHome home,
      Map<String, String> environment,
      Docker docker,
      String name,
      Containers containers) {
    this.home = home;
    this.environment = environment;
    this.docker = docker;
    this.name = name;
    this.containers = containers;
    files = new ComposeFiles(home.sources(), environment);
  }

  /** See {@link ComposeLab#up}. */
  void up(
      String topology,
      List<String> services,
      Map<String, Integer> scale,
      @Nullable Integer port,
      boolean traces)
      throws IOException, InterruptedException {
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

  /**
   * The numbers of containers; zero for services that would start by default but were not chosen.
   */
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

  /** The containers that are not healthy, with the last lines of their logs. */
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
  void down() throws InterruptedException {
    remove(List.of());
  }

  /** Removes containers and volumes. */
  void reset() throws InterruptedException {
    remove(List.of("--volumes"));
    removeVolumes();
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

  /** Removes the project's volumes, including those that the current files no longer mention. */
  private void removeVolumes() {
    String its = "label=com.docker.compose.project=" + name;
    List<String> left = docker.run("volume", "ls", "--quiet", "--filter", its).lines().toList();
    if (!left.isEmpty()) {
      var call = new ArrayList<>(List.of("volume", "rm"));
      call.addAll(left);
      var _ = docker.run(REMOVE, call);
    }
  }

  private List<String> compose(List<String> fromFiles) {
    var call = new ArrayList<>(List.of("compose", "--project-name", name));
    fromFiles.forEach(file -> call.addAll(List.of("--file", file)));
    return call;
  }
}
