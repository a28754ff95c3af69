package lab.runner.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The passwords and keys of one lab: generated at first use and kept in a file that only the user
 * can read.
 */
public final class Secrets {
  private final Path file;
  private final Properties values = new Properties();

  public Secrets(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      try (var in = Files.newBufferedReader(file)) {
        values.load(in);
      }
    }
  }

  /** The secret with this name: 128 random bits as 32 hexadecimal digits. */
  public synchronized String get(String name) throws IOException {
    String value = values.getProperty(name);
    if (value == null) {
      var bytes = new byte[16];
      new SecureRandom().nextBytes(bytes);
      value = HexFormat.of().formatHex(bytes);
      values.setProperty(name, value);
      save();
    }
    return value;
  }

  private void save() throws IOException {
    Path next =
        Files.createTempFile(
            file.getParent(),
            "secrets",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var out = Files.newBufferedWriter(next)) {
      values.store(
          out,
          "Made by the lab. Whoever changes the code key loses the guarantee that codes do not"
              + " collide.");
    }
    Files.move(
        next,
        file,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
