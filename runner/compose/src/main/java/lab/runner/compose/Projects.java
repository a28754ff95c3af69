package lab.runner.compose;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lab.runner.home.LabHome;
import lab.runner.topology.Topology;

/**
 * The names of the Compose projects: one per topology, as in the Compose files, so that each keeps
 * its own data; or a single one, if the environment names it.
 *
 * @param chosen the value of {@code COMPOSE_PROJECT_NAME}; empty if not set
 */
record Projects(List<String> topologies, String chosen) {
  private static final String LAB = "lab";

  static Projects of(LabHome home, Map<String, String> environment) throws IOException {
    return new Projects(
        Topology.names(home.topologies()), environment.getOrDefault("COMPOSE_PROJECT_NAME", ""));
  }

  String of(String topology) {
    if (!chosen.isEmpty()) {
      return chosen;
    }
    return topology.equals(Topology.DEFAULT) ? LAB : LAB + "-" + topology;
  }

  /** All names, that of the default topology first. */
  List<String> all() {
    List<String> names = topologies.stream().map(this::of).distinct().toList();
    String first = of(Topology.DEFAULT);
    return Stream.concat(Stream.of(first), names.stream().filter(name -> !name.equals(first)))
        .toList();
  }

  /**
   * The first project that is running; otherwise the first that has containers; otherwise the
   * first.
   */
  String present(Docker docker) {
    List<String> containers =
        docker
            .run(
                "ps",
                "--all",
                "--filter",
                "label=com.docker.compose.oneoff=False", // excludes those of docker compose run
                "--format",
                "{{.State}} {{.Label \"com.docker.compose.project\"}}")
            .lines()
            .toList();
    return all().stream()
        .filter(name -> containers.contains("running " + name))
        .findFirst()
        .or(() -> all().stream().filter(name -> hasAny(containers, name)).findFirst())
        .orElse(all().getFirst());
  }

  private static boolean hasAny(List<String> containers, String project) {
    return containers.stream().anyMatch(container -> container.endsWith(" " + project));
  }
}
