package lab.servers.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lab.servers.install.Installation;
import lab.servers.install.Platform;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs ({@code initdb}, {@code postgres}), from the archive in zonky's jar for
 * this platform.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
public record PostgresBinaries(Path folder) {
  private static final String VERSION = "18.6.0";

  /** Unpacks them into the cache if needed: about a second and a half, 75 MB. */
  public static PostgresBinaries install(Path cache) throws IOException {
    Platform platform = Platform.current();
    String archive = platform.postgresArchive();
    return new PostgresBinaries(
        Installation.once(
            cache,
            "postgres-" + VERSION + "-" + platform.label(),
            folder -> {
              try (var packed = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
                if (packed == null) {
                  throw new IOException(archive + " is not on the class path");
                }
                unpack(packed, folder);
              }
            }));
  }

  private static void unpack(InputStream packed, Path folder) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException("An entry leaves its archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          unpack(tar, entry, file);
        }
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
      throws IOException {
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, file);
      boolean program = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }
}
