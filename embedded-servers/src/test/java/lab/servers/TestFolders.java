package lab.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Test folders that every user may enter, because root's servers do not run as root. */
public final class TestFolders {
  private TestFolders() {}

  /** A folder with spaces in its name. */
  public static Path lab(Path temp) throws IOException {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    return temp.resolve("a lab with spaces");
  }

  /** Where programs are unpacked once for all tests. */
  public static Path cache() {
    return Path.of("target", "cache of servers").toAbsolutePath();
  }
}
