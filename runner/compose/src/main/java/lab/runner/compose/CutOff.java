package lab.runner.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The networks that a disconnected container was in, and its aliases there. The engine forgets
 * them, and nobody would find a node that comes back without its aliases. Stored on disk, because
 * the command that ends a disconnection is not the one that began it.
 */
final class CutOff {
  private final Path folder;
  private final String project;

  CutOff(Path folder, String project) {
    this.folder = folder;
    this.project = project;
  }

  void remember(Container container) {
    var places = new Properties();
    container
        .networks()
        .forEach(
            (network, place) -> places.setProperty(network, String.join(",", place.aliases())));
    try {
      Files.createDirectories(folder);
      try (var out = Files.newBufferedWriter(file(container))) {
        places.store(out, "Networks that " + container.name() + " was taken off, and its names");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The aliases by network; if they are not stored, those that Compose assigns in the default
   * network.
   */
  Map<String, List<String>> placesOf(Container container) {
    var places = new Properties();
    try (var in = Files.newBufferedReader(file(container))) {
      places.load(in);
    } catch (IOException e) {
      return Map.of(project + "_default", List.of(container.name(), container.service()));
    }
    var byNetwork = new TreeMap<String, List<String>>();
    for (String network : places.stringPropertyNames()) {
      byNetwork.put(network, List.of(places.getProperty(network).split(",", -1)));
    }
    return byNetwork;
  }

  void forget(Container container) {
    try {
      Files.deleteIfExists(file(container));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(Container container) {
    return folder.resolve(container.id() + ".properties");
  }
}
