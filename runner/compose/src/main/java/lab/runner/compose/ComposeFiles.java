package lab.runner.compose;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lab.runner.topology.Topology;

/**
 * The Compose files of the project: that of the default topology, then the overrides of the
 * topology itself, then those named in {@code LAB_COMPOSE_FILES}.
 */
final class ComposeFiles {
  private static final String TRACES = "docker-compose.traces.yml";
  private static final Pattern LAYER = Pattern.compile("docker-compose\\.([a-z0-9-]+)\\.yml");

  private final Path sources;
  private final List<String> additional;

  ComposeFiles(Path sources, Map<String, String> environment) {
    this.sources = sources;
    String named = environment.getOrDefault("LAB_COMPOSE_FILES", "");
    this.additional =
        named.isEmpty() ? List.of() : List.of(named.split(Pattern.quote(File.pathSeparator), -1));
  }

  /**
   * @throws ComposeTrouble naming the file that does not exist
   */
  List<String> of(String topology) {
    var files = new ArrayList<String>();
    files.add(existing("docker-compose.yml", topology));
    if (!topology.equals(Topology.DEFAULT)) {
      files.add(existing("docker-compose." + topology + ".yml", topology));
    }
    additional.forEach(file -> files.add(existing(file, topology)));
    return files;
  }

  /** The same, with the file that switches tracing on and adds Jaeger. */
  List<String> withTraces(String topology) {
    var files = of(topology);
    files.add(existing(TRACES, topology));
    return files;
  }

  private String existing(String name, String topology) {
    Path file = sources.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ComposeTrouble(
          "There is no %s, which topology %s needs with --docker.".formatted(file, topology));
    }
    return file.toString();
  }

  /** The files that containers were created from, if they still exist; otherwise the base file. */
  List<String> of(List<Container> containers) {
    for (Container container : containers) {
      if (!container.files().isEmpty()
          && container.files().stream().allMatch(file -> Files.isRegularFile(Path.of(file)))) {
        return container.files();
      }
    }
    return of(Topology.DEFAULT);
  }

  /**
   * The topology that containers were created for.
   *
   * @param topologies the names of all topologies
   */
  static String topology(List<Container> containers, List<String> topologies) {
    return containers.stream()
        .flatMap(container -> container.files().stream())
        .map(file -> LAYER.matcher(String.valueOf(Path.of(file).getFileName())))
        .filter(layer -> layer.matches() && topologies.contains(layer.group(1)))
        .map(layer -> layer.group(1))
        .findFirst()
        .orElse(Topology.DEFAULT);
  }
}
