package lab.runner.topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lab.runner.node.NodeKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The nodes that make up a lab: how many of each kind, and what they are set to.
 *
 * @param name the file's name without its ending, for example {@code scaled}
 * @param description a sentence for people
 * @param counts how many nodes of each kind; every kind is present
 * @param settings properties of services, laid over what the lab tells each of the others
 */
public record Topology(
    String name,
    String description,
    Map<NodeKind, Integer> counts,
    Map<NodeKind, Map<String, String>> settings) {

  private record File(
      @Nullable String description,
      @Nullable Map<String, Integer> nodes,
      @Nullable Map<String, Map<String, String>> settings) {}

  public Topology {
    counts = Map.copyOf(counts);
    settings = Map.copyOf(settings);
  }

  public int count(NodeKind kind) {
    return counts.getOrDefault(kind, 0);
  }

  /** What the topology sets a service to; empty if nothing. */
  public Map<String, String> settings(NodeKind kind) {
    return settings.getOrDefault(kind, Map.of());
  }

  /**
   * Reads {@code topologies/<name>.yml}.
   *
   * @throws InvalidTopology when there is no such file or it says something that cannot be
   */
  public static Topology load(Path folder, String name) throws IOException {
    Path file = folder.resolve(name + ".yml");
    if (!name.matches("[a-z0-9-]+") || !Files.isRegularFile(file)) {
      throw new InvalidTopology(
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
    File file;
    try {
      file =
          YAMLMapper.builder()
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .build()
              .readValue(yaml, File.class);
    } catch (JacksonException e) {
      throw new InvalidTopology(
          "Topology '%s' is not valid YAML for a topology: %s"
              .formatted(name, e.getOriginalMessage()));
    }
    var counts = new EnumMap<NodeKind, Integer>(NodeKind.class);
    if (file.nodes() != null) {
      file.nodes().forEach((label, count) -> counts.put(kind(label), count));
    }
    for (NodeKind kind : NodeKind.values()) {
      check(kind, counts.get(kind));
    }
    String description = file.description() == null ? "" : file.description();
    return new Topology(name, description, counts, settings(file.settings()));
  }

  private static Map<NodeKind, Map<String, String>> settings(
      @Nullable Map<String, Map<String, String>> said) {
    var settings = new EnumMap<NodeKind, Map<String, String>>(NodeKind.class);
    if (said != null) {
      said.forEach((label, properties) -> {
        NodeKind kind = kind(label);
        if (!kind.isService()) {
          throw new InvalidTopology("%s takes no settings; %s do.".formatted(label, labels(true)));
        }
        settings.put(kind, Map.copyOf(properties));
      });
    }
    return settings;
  }

  /**
   * This topology with other counts of its services.
   *
   * @param scale for example {@code url-shortener=3}
   */
  public Topology scaled(Map<String, Integer> scale) {
    var scaled = new EnumMap<NodeKind, Integer>(counts);
    scale.forEach((label, count) -> {
      NodeKind kind = kind(label);
      if (!kind.isService()) {
        throw new InvalidTopology(
            "%s keeps data and has its count from the topology; --scale takes %s."
                .formatted(label, labels(true)));
      }
      check(kind, count);
      scaled.put(kind, count);
    });
    return new Topology(name, description, scaled, settings);
  }

  private static NodeKind kind(String label) {
    return NodeKind.of(label)
        .orElseThrow(() ->
            new InvalidTopology(
                "There is no kind of node '%s'. There are: %s.".formatted(label, labels(false))));
  }

  private static void check(NodeKind kind, @Nullable Integer count) {
    if (count == null || !kind.counts().contains(count)) {
      throw new InvalidTopology(
          "%s: %s nodes cannot be; it takes %s."
              .formatted(
                  kind.label(),
                  count == null ? "no" : count,
                  kind.counts().stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
  }

  private static String labels(boolean servicesOnly) {
    return Arrays.stream(NodeKind.values())
        .filter(kind -> !servicesOnly || kind.isService())
        .map(NodeKind::label)
        .collect(Collectors.joining(", "));
  }

  /** A topology that is not there or cannot be; the message is for the user. */
  public static final class InvalidTopology extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidTopology(String message) {
      super(message);
    }
  }
}
