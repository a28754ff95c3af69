package lab.runner.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds out which process listens on a port. Works on Linux only, from {@code /proc}. */
public final class PortHolder {
  private static final String LISTEN = "0A";

  private PortHolder() {}

  /** For example {@code pid 4711 (java -jar shop.jar)}; empty if it cannot be found out. */
  public static Optional<String> of(int port) {
    try {
      for (Path table : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
        for (String line :
            Files.isReadable(table) ? Files.readAllLines(table) : List.<String>of()) {
          String[] fields = line.strip().split("\\s+", -1);
          if (fields.length > 9
              && fields[3].equals(LISTEN)
              && fields[1].endsWith(":%04X".formatted(port).toUpperCase(Locale.ROOT))) {
            return process("socket:[" + fields[9] + "]");
          }
        }
      }
    } catch (IOException e) {
      // cannot be found out
    }
    return Optional.empty();
  }

  private static Optional<String> process(String socket) throws IOException {
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, socket)) {
          String command = Files.readString(process.resolve("cmdline")).replace('\0', ' ').strip();
          return Optional.of(
              "pid %s (%s)"
                  .formatted(
                      process.getFileName(),
                      command.length() > 80 ? command.substring(0, 80) + "…" : command));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, String socket) {
    try (var descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
          return true;
        }
      }
    } catch (IOException e) {
      // not ours to inspect, or gone meanwhile
    }
    return false;
  }
}
