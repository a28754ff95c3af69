package lab.runner.topology;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lab.runner.node.NodeKind;
import lab.yaml.InvalidYaml;
import lab.yaml.YamlFile;
import org.jspecify.annotations.Nullable;

/**
 * How many nodes a lab has of each kind; the content of {@code topologies/<name>.yml}.
 *
 * @param name the file's name without extension, for example {@code scaled}
 * @param description a sentence for people
 * @param backends the number of nodes of each backend; every backend is present
 * @param gateways the number of gateways
 * @param services the number of instances of each service that does not say otherwise itself
 */
public record Topology(
    String name, String description, Map<NodeKind, Integer> backends, int gateways, int services) {
  /** The name of the topology of a lab for which none is named. */
  public static final String DEFAULT = "scaled";

  static final int MOST_GATEWAYS = 3;
  static final int MOST_INSTANCES = 9;

  private record File(
      @NotBlank String description,
      @Nullable Integer postgres,
      @Nullable Integer redis,
      @Nullable Integer kafka,
      @NotNull @Min(1) @Max(MOST_GATEWAYS) Integer gateways,
      @NotNull @Min(1) @Max(MOST_INSTANCES) Integer services) {}

  public Topology {
    backends = Map.copyOf(backends);
  }

  public int count(NodeKind kind) {
    return backends.getOrDefault(kind, 0);
  }

  /**
   * Reads {@code topologies/<name>.yml}.
   *
   * @throws InvalidYaml if there is no such file or it is invalid
   */
  public static Topology load(Path folder, String name) throws IOException {
    Path file = folder.resolve(name + ".yml");
    if (!name.matches("[a-z0-9-]+") || !Files.isRegularFile(file)) {
      throw new InvalidYaml(
          "There is no topology '%s'. There are: %s."
              .formatted(name, String.join(", ", names(folder))));
    }
    return parse(name, Files.readString(file));
  }

  /** The names of all topologies in the folder, sorted. */
  public static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yml"))
          .map(file -> file.substring(0, file.length() - ".yml".length()))
          .sorted()
          .toList();
    }
  }

  static Topology parse(String name, String yaml) {
    var file = YamlFile.parse("topologies/" + name + ".yml", yaml, File.class);
    var backends = new EnumMap<NodeKind, Integer>(NodeKind.class);
    backends.put(NodeKind.POSTGRES, checked(name, NodeKind.POSTGRES, file.postgres()));
    backends.put(NodeKind.REDIS, checked(name, NodeKind.REDIS, file.redis()));
    backends.put(NodeKind.KAFKA, checked(name, NodeKind.KAFKA, file.kafka()));
    return new Topology(name, file.description(), backends, file.gateways(), file.services());
  }

  private static int checked(String name, NodeKind kind, @Nullable Integer count) {
    if (count == null || !kind.counts().contains(count)) {
      throw new InvalidYaml(
          "topologies/%s.yml, %s: %s nodes cannot be; it takes %s."
              .formatted(
                  name,
                  kind.label(),
                  count == null ? "no" : count,
                  kind.counts().stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    return count;
  }
}
