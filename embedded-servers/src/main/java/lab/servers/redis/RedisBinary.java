package lab.servers.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** The Redis server's program for this machine, from the jar {@code org.signal:embedded-redis}. */
public final class RedisBinary {
  private static final String VERSION = "7.0.15";

  private RedisBinary() {}

  /**
   * Unpacks the program into the folder unless it is there; safe when several processes do so.
   *
   * @throws IOException also when there is none for this system
   */
  public static Path unpack(Path folder) throws IOException {
    String resource = "redis-server-%s-%s-%s".formatted(VERSION, system(), architecture());
    Path program = folder.toAbsolutePath().resolve(resource);
    if (Files.isExecutable(program)) {
      return program;
    }
    try (InputStream in = RedisBinary.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("There is no Redis for this system: " + resource);
      }
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, resource, ".tmp");
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
    }
    return program;
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.contains("mac") ? "darwin" : name.contains("linux") ? "linux" : name;
  }

  private static String architecture() {
    return switch (System.getProperty("os.arch")) {
      case "aarch64", "arm64" -> "arm64";
      case "amd64", "x86_64" -> "amd64";
      default -> System.getProperty("os.arch");
    };
  }
}
