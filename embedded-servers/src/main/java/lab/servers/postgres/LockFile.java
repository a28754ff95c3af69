package lab.servers.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The {@code postmaster.pid} of a server that was killed. PostgreSQL overwrites it if no process
 * has that pid, and refuses to start if any process has it: in a container, whose pids start again
 * at each start, usually an unrelated one.
 */
final class LockFile {
  private LockFile() {}

  /**
   * Deletes it if its pid belongs to a process that is not this server.
   *
   * @throws IllegalStateException if this server is running
   */
  static void clear(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    long pid;
    try {
      List<String> lines = Files.readAllLines(file);
      pid = Long.parseLong(lines.getFirst().strip());
    } catch (NoSuchFileException absent) {
      return;
    } catch (NumberFormatException | java.util.NoSuchElementException broken) {
      Files.deleteIfExists(file); // the disk was full, or the kill interrupted its writing
      return;
    }
    var holder = ProcessHandle.of(pid);
    if (holder.isEmpty()) {
      return; // PostgreSQL notices that itself, and checks whether old backends are still running
    }
    var arguments = holder.get().info().arguments().orElse(new String[0]);
    if (Stream.of(arguments).anyMatch(data.toString()::equals)) {
      throw new IllegalStateException("A server already runs on " + data + ", pid " + pid);
    }
    Files.deleteIfExists(file);
  }
}
