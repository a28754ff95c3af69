package lab.platformtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lab.servers.install.Installation;

/** The embedded servers' folders: data for this JVM alone, programs for all JVMs of a user. */
final class TestFolder {
  private static final Path TEMP = Path.of(System.getProperty("java.io.tmpdir"));
  private static final String PREFIX = "lab-test-";

  private TestFolder() {}

  /** A new folder, {@code lab-test-PID-…}; those of JVMs that were killed are deleted. */
  static Path fresh() throws IOException {
    try (var old = Files.newDirectoryStream(TEMP, PREFIX + "*-*")) {
      for (Path folder : old) {
        sweep(folder);
      }
    }
    Path folder = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
    // Root's servers run as another user, who must be able to pass through.
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
  }

  private static void sweep(Path folder) {
    String pid = folder.getFileName().toString().substring(PREFIX.length()).replaceAll("-.*", "");
    try {
      if (ProcessHandle.of(Long.parseLong(pid)).isEmpty() && isOwn(folder)) {
        Installation.delete(folder);
      }
    } catch (IOException | NumberFormatException notOurs) {
      // Another JVM deletes the same one, or it is not a test's folder.
    }
  }

  /**
   * Where programs are unpacked once: {@code -Dlab.test.cache}, else in the system's temp folder.
   */
  static Path cache() throws IOException {
    String given = System.getProperty("lab.test.cache");
    if (given != null) {
      return Path.of(given);
    }
    Path cache = TEMP.resolve("lab-servers-" + System.getProperty("user.name"));
    Files.createDirectories(cache);
    // Anyone may create a folder of this name in a shared temp folder, and its programs would be
    // run.
    return isOwn(cache) ? cache : fresh();
  }

  private static boolean isOwn(Path folder) throws IOException {
    return Files.getOwner(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)
        .getName()
        .equals(System.getProperty("user.name"));
  }
}
