package lab.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import lab.loadtest.Arrival.Link;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ledger of promises: one line of JSON for every create that the service acknowledged, written
 * and flushed before anything else is done with it, so that the file is true even if this program
 * is killed.
 */
final class Acknowledgements implements AutoCloseable {
  private record Line(String code, String url, String key, long at) {}

  private static final JsonMapper JSON = new JsonMapper();

  private final Writer out;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();

  Acknowledgements(Path file) throws IOException {
    out = Files.newBufferedWriter(file);
  }

  void acknowledged(Link link, String key, long atMillis) {
    String line = JSON.writeValueAsString(new Line(link.code(), link.url(), key, atMillis));
    synchronized (out) {
      try {
        out.write(line + "\n");
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    count.incrementAndGet();
  }

  /** A create that may or may not have taken effect. */
  void unanswered() {
    unanswered.incrementAndGet();
  }

  long count() {
    return count.get();
  }

  long unansweredCount() {
    return unanswered.get();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
