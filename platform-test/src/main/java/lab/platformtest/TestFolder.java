package lab.platformtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lab.servers.install.Installation;

/** The folders of the embedded servers: data for this JVM alone, programs for all of a user's. */
final class TestFolder {
  private static final Path TEMP = Path.of(System.getProperty("java.io.tmpdir"));
  private static final String PREFIX = "lab-test-";

  private TestFolder() {}

  /** A fresh folder, {@code lab-test-PID-…}; those of JVMs that were killed are swept away. */
  static Path fresh() throws IOException {
    try (var old = Files.newDirectoryStream(TEMP, PREFIX + "*-*")) {
      for (Path folder : old) {
        sweep(folder);
      }
    }
    Path folder = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
    // The servers of a root are another user, who must be able to pass.
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
  }

  private static void sweep(Path folder) {
    String pid = folder.getFileName().toString().substring(PREFIX.length()).replaceAll("-.*", "");
    try {
      if (ProcessHandle.of(Long.parseLong(pid)).isEmpty() && isOwn(folder)) {
        Installation.delete(folder);
      }
    } catch (IOException | NumberFormatException notOurs) {
      // Another JVM sweeps the same, or it is no folder of a test.
    }
  }

  /** Where programs are unpacked once: {@code -Dlab.test.cache}, else under the system's temp. */
  static Path cache() throws IOException {
    String given = System.getProperty("lab.test.cache");
    if (given != null) {
      return Path.of(given);
    }
    Path cache = TEMP.resolve("lab-servers-" + System.getProperty("user.name"));
    Files.createDirectories(cache);
    // Anyone may make a folder of this name in a shared temp: its programs would be run.
    return isOwn(cache) ? cache : fresh();
  }

  private static boolean isOwn(Path folder) throws IOException {
    return Files.getOwner(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)
        .getName()
        .equals(System.getProperty("user.name"));
  }
}
