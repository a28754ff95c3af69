package lab.servers.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Waits for a server to be ready, and reports the end of its log if it never is. */
public final class Readiness {
  private static final int LAST_BYTES = 4_000;
  private static final int LAST_LINES = 15;
  private static final Duration PAUSE = Duration.ofMillis(25);

  private Readiness() {}

  /** One check of a server; an exception means not ready, as {@code false} does. */
  @FunctionalInterface
  public interface Check {
    boolean isReady() throws Exception;
  }

  /**
   * Returns when the check succeeds.
   *
   * @throws IOException if the process ended or the limit passed; its message contains the last
   *     lines of the log
   */
  public static void await(ServerProcess server, Duration limit, Check check) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    String last = "";
    while (System.nanoTime() < deadline) {
      if (!server.isAlive()) {
        throw failure(server, "ended with code " + server.onExit().join() + " at its start");
      }
      try {
        if (check.isReady()) {
          return;
        }
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while waiting for " + server.name(), e);
      } catch (Exception e) {
        last = " (" + e.getMessage() + ")";
        pause();
      }
    }
    throw failure(server, "is not ready after " + limit.toMillis() + " ms" + last);
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  private static IOException failure(ServerProcess server, String what) {
    Path log = server.launch().log();
    return new IOException(
        server.name() + " " + what + ". The end of " + log + ":\n" + tail(log, LAST_LINES));
  }

  /** The last lines of a log, or the error if it cannot be read. */
  public static String tail(Path log, int lines) {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - LAST_BYTES));
      byte[] end = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(end);
      var all = new String(end, StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return e.getMessage() == null ? "" : e.getMessage();
    }
  }
}
