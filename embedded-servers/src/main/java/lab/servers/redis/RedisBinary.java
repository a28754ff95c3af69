package lab.servers.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lab.servers.install.Installation;
import lab.servers.install.Platform;

/** The Redis server's program for this machine, from the jar {@code org.signal:embedded-redis}. */
public final class RedisBinary {
  private static final String VERSION = "7.0.15";

  private RedisBinary() {}

  /**
   * Unpacks the program into the cache if needed; safe for several processes at once.
   *
   * @return the program
   */
  public static Path unpack(Path cache) throws IOException {
    String platform = Platform.current().label();
    String resource = "redis-server-" + VERSION + "-" + platform;
    Path folder =
        Installation.once(
            cache,
            "redis-" + VERSION + "-" + platform,
            draft -> unpack(resource, draft.resolve("redis-server")));
    return folder.resolve("redis-server");
  }

  private static void unpack(String resource, Path program) throws IOException {
    try (var packed = RedisBinary.class.getResourceAsStream("/" + resource)) {
      if (packed == null) {
        throw new IOException(resource + " is not on the class path");
      }
      Files.copy(packed, program);
    }
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
