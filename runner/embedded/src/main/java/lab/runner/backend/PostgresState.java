package lab.runner.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * Which server is the primary, and which standby, if any, is known to have every acknowledged
 * write. Stored on disk, because a runner that starts after a crash must not promote a server that
 * lacks some, or start it as primary. Patroni keeps the same two facts in its consensus store.
 *
 * @param synchronous the name of the synchronous standby; empty if there is none
 */
record PostgresState(String primary, String synchronous) {

  static PostgresState read(Path file, PostgresState otherwise) throws IOException {
    if (!Files.exists(file)) {
      return otherwise;
    }
    var properties = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    return new PostgresState(
        properties.getProperty("primary", otherwise.primary),
        properties.getProperty("synchronous", ""));
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Path next = file.resolveSibling(file.getFileName() + ".new");
    var properties = new Properties();
    properties.setProperty("primary", primary);
    properties.setProperty("synchronous", synchronous);
    try (var out = Files.newBufferedWriter(next)) {
      properties.store(out, "Who is primary, and which standby holds everything acknowledged");
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
