package lab.servers.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Small commands of the operating system for which Java has no API. */
final class Shell {
  private static final long LIMIT_SECONDS = 10;

  private Shell() {}

  /** Runs a command without input and output; returns whether it ended with 0 in time. */
  static boolean succeeds(List<String> command) {
    try {
      Process process =
          ChildEnvironment.give(new ProcessBuilder(command))
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Sends a signal; processes that are gone are skipped. */
  static void signal(String signal, Stream<Long> pids) {
    String all = pids.map(String::valueOf).collect(Collectors.joining(" "));
    if (!all.isEmpty()) {
      succeeds(List.of("/bin/sh", "-c", "kill -" + signal + " " + all));
    }
  }

  /**
   * A prefix that makes a command the leader of a session of its own, so that a Ctrl-C at the
   * terminal reaches only the launcher and a kill of the launcher's process group spares the
   * guardian.
   */
  static List<String> ownSession() {
    return Session.PREFIX;
  }

  private static final class Session {
    static final List<String> PREFIX = find();

    private static List<String> find() {
      for (String folder : List.of("/usr/bin", "/bin")) {
        if (Files.isExecutable(Path.of(folder, "setsid"))) {
          return List.of(folder + "/setsid");
        }
      }
      if (Files.isExecutable(Path.of("/usr/bin/perl"))) { // macOS has no setsid command
        return List.of(
            "/usr/bin/perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV");
      }
      return List.of();
    }
  }
}
