package lab.monitor.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lab.monitor.Usage.Used;

/**
 * The control groups of the engine's machine, of version 1 (one tree for memory and one for CPU) or
 * 2 (one tree), with the engine's own names: {@code docker/<id>} or, if systemd manages them,
 * {@code system.slice/docker-<id>.scope}. Memory excludes the page cache that the kernel could
 * reclaim at once, as in {@code docker stats}. Sources: kernel documentation, cgroup-v1/memory and
 * cgroup-v2.
 */
final class ControlGroups {
  private static final Pattern CONTAINER =
      Pattern.compile("(?:docker-)?([0-9a-f]{64})(?:\\.scope)?");
  private static final List<String> PARENTS = List.of("docker", "system.slice");
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e6;

  private final Path root;
  private final boolean isFirstVersion;

  ControlGroups(Path root) {
    this.root = root;
    isFirstVersion = Files.isDirectory(root.resolve("memory"));
  }

  /** The folders of running containers, by their 64-digit ids; none if there is no such tree. */
  Map<String, Path> containers() {
    var found = new HashMap<String, Path>();
    Path tree = isFirstVersion ? root.resolve("memory") : root;
    for (String parent : PARENTS) {
      try (Stream<Path> folders = Files.list(tree.resolve(parent))) {
        folders.forEach(folder -> {
          Matcher container = CONTAINER.matcher(String.valueOf(folder.getFileName()));
          if (container.matches()) {
            found.put(container.group(1), folder);
          }
        });
      } catch (IOException e) {
        // This machine has no such folder.
      }
    }
    return found;
  }

  /** The usage of this folder's container; empty once it has ended. */
  Optional<Used> used(Path container) {
    try {
      return Optional.of(isFirstVersion ? first(container) : second(container));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Identifies the folder: the kernel creates a new one at each start. */
  Optional<String> life(Path container) {
    try {
      Object key = Files.readAttributes(container, BasicFileAttributes.class).fileKey();
      return Optional.ofNullable(key).map(Object::toString);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Used first(Path container) throws IOException {
    Path cpu = root.resolve("cpuacct").resolve(root.resolve("memory").relativize(container));
    long memory = number(container.resolve("memory.usage_in_bytes"));
    long cache = number(container.resolve("memory.stat"), "total_inactive_file");
    return new Used(memory - cache, number(cpu.resolve("cpuacct.usage")) / NANOS);
  }

  private static Used second(Path container) throws IOException {
    long memory = number(container.resolve("memory.current"));
    long cache = number(container.resolve("memory.stat"), "inactive_file");
    return new Used(memory - cache, number(container.resolve("cpu.stat"), "usage_usec") / MICROS);
  }

  private static long number(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }

  private static long number(Path file, String key) throws IOException {
    String start = key + " ";
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .map(line -> Long.parseLong(line.substring(start.length()).strip()))
        .orElseThrow(() -> new IOException(file + " has no " + key));
  }
}
