package lab.runner.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the end of a log file without reading all of it. */
public final class LogTail {
  private static final int MOST_BYTES = 256 * 1024;

  private LogTail() {}

  /** At most {@code lines} of the last lines that were written after the byte {@code from}. */
  public static List<String> since(Path log, long from, int lines) throws IOException {
    if (!Files.exists(log)) {
      return List.of();
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(from > file.length() ? 0 : from, file.length() - MOST_BYTES);
      file.seek(start);
      var bytes = new byte[(int) (file.length() - start)];
      file.readFully(bytes);
      var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    }
  }
}
