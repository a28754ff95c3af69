package lab.runner.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the command line finds the runner: a file that the runner writes once it listens, and deletes
 * when it ends. Only the user can read it, because it contains the token that commands need.
 *
 * @param pid the runner's process
 * @param started when that process started, so that a reused pid is not mistaken for it
 */
public record RunnerFile(
    long pid, Instant started, int consolePort, int gatewayPort, String topology, String token) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The runner that the file names, if it is alive. */
  public static Optional<RunnerFile> ofLiving(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), RunnerFile.class))
          .filter(RunnerFile::lives);
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** When the process started, according to the operating system. */
  static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  /**
   * Compares with tolerance: Linux computes start times from the boot time, which shifts by a
   * second now and then.
   */
  private static boolean isNear(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(Duration.ofSeconds(10)) < 0;
  }

  /**
   * Whether the process is alive. One that has died but has not been reaped (a zombie) no longer
   * has a command.
   */
  public boolean lives() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> isNear(startOf(process), started))
        .flatMap(process -> process.info().command())
        .isPresent();
  }

  void write(Path file) throws IOException {
    Path next =
        Files.createTempFile(
            file.getParent(),
            "runner",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(next, JSON.writeValueAsBytes(this));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
