package lab.loadtest.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ledger of promises: one line of JSON for everything that the service acknowledged. Each is
 * written and flushed before anything else is done with it, so that the file is complete even if
 * this program is killed. At the end every promise is read back.
 *
 * @param <P> a promise: a record that can be written as JSON
 */
public final class Ledger<P> implements AutoCloseable {
  /** The name of this file in the folder of a run. */
  public static final String FILE = "acknowledged.ndjson";

  private static final int TRIES = 5;
  private static final long PAUSE_MILLIS = 100;
  private static final int CONCURRENCY = 16;
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final Class<P> type;
  private final Writer out;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private final long pauseMillis;

  /** How a promise is read back. */
  public interface ReadBack<P> {
    /** Asks the service once. Called from many threads, {@link #CONCURRENCY} at a time. */
    Found find(P promise) throws InterruptedException;

    /** How many of these contradict an earlier one, as the service defines it. */
    default long contradictions(List<P> promises) {
      return 0;
    }
  }

  /** An empty ledger in this folder. */
  public Ledger(Path folder, Class<P> type) throws IOException {
    this(folder, type, PAUSE_MILLIS);
  }

  Ledger(Path folder, Class<P> type, long pauseMillis) throws IOException {
    this.file = folder.resolve(FILE);
    this.type = type;
    this.out = Files.newBufferedWriter(file);
    this.pauseMillis = pauseMillis;
  }

  /** Records something that the service acknowledged. */
  public void acknowledged(P promise) {
    String line = JSON.writeValueAsString(promise);
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

  /** Counts a request that may or may not have taken effect. */
  public void unanswered() {
    unanswered.incrementAndGet();
  }

  /** The number of promises. */
  public long count() {
    return count.get();
  }

  /**
   * Reads back every promise. One that is lost or could not be read is tried again, over several
   * seconds, before that result is accepted.
   */
  public Findings readBack(ReadBack<P> reader) throws IOException, InterruptedException {
    List<P> promises = promises();
    Map<Found, Long> counts = new EnumMap<>(Found.class);
    var slots = new Semaphore(CONCURRENCY);
    List<Future<Found>> pending = new ArrayList<>();
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (P promise : promises) {
        pending.add(workers.submit(() -> conclude(reader, promise, slots)));
      }
      try {
        for (Future<Found> found : pending) {
          counts.merge(found.get(), 1L, Long::sum);
        }
      } catch (ExecutionException e) {
        workers.shutdownNow();
        throw new IllegalStateException("the ledger could not be read back", e);
      } catch (InterruptedException e) {
        workers.shutdownNow();
        throw e;
      }
    }
    return new Findings(
        promises.size(),
        counts.getOrDefault(Found.LOST, 0L),
        counts.getOrDefault(Found.DUPLICATED, 0L) + reader.contradictions(promises),
        counts.getOrDefault(Found.STALE, 0L),
        unanswered.get(),
        counts.getOrDefault(Found.UNREAD, 0L));
  }

  private Found conclude(ReadBack<P> reader, P promise, Semaphore slots)
      throws InterruptedException {
    Found last = Found.UNREAD;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      if (attempt > 0) {
        Thread.sleep(pauseMillis << attempt);
      }
      slots.acquire();
      try {
        last = reader.find(promise);
      } finally {
        slots.release();
      }
      if (last.isConclusive()) {
        return last;
      }
    }
    return last;
  }

  /** The promises in the file. */
  List<P> promises() throws IOException {
    List<P> promises = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      try {
        promises.add(JSON.readValue(line, type));
      } catch (JacksonException e) {
        throw new IOException(file + " has a line that is no promise: " + line, e);
      }
    }
    return promises;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
