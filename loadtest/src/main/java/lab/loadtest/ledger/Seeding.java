package lab.loadtest.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import lab.loadtest.NotSeeded;

/**
 * Creates the data that will be read, before any load. A failed request is repeated under the same
 * idempotency key; a service that keeps failing ends the run.
 *
 * @param <P> what is created
 */
public final class Seeding<P> {
  private static final int ATTEMPTS = 5;
  private static final int CONCURRENCY = 8;
  private static final long PAUSE_MILLIS = 100;

  private final String things;
  private final String request;
  private final long pauseMillis;
  private final Semaphore slots = new Semaphore(CONCURRENCY);

  /** The result of one attempt. */
  public sealed interface Answer<P> {
    /** It was acknowledged. */
    record Made<P>(P promise) implements Answer<P> {}

    /** It was not acknowledged, as far as is known. */
    record Failed<P>(String reason) implements Answer<P> {}
  }

  /** One thing to create, with its idempotency key. Called from many threads. */
  public interface Order<P> {
    /** Sends the request once, every time under the same key. */
    Answer<P> ask() throws IOException, InterruptedException;
  }

  /**
   * For one use.
   *
   * @param things what they are called in the message if they could not be created
   * @param request the request that is sent, for the same message
   */
  public Seeding(String things, String request) {
    this(things, request, PAUSE_MILLIS);
  }

  Seeding(String things, String request, long pauseMillis) {
    this.things = things;
    this.request = request;
    this.pauseMillis = pauseMillis;
  }

  /** Creates this many, and returns them in the order in which they were ordered. */
  public List<P> make(int count, Supplier<Order<P>> orders) throws NotSeeded, InterruptedException {
    List<Future<P>> pending = new ArrayList<>();
    List<P> made = new ArrayList<>();
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        Order<P> order = orders.get();
        pending.add(workers.submit(() -> make(order)));
      }
      try {
        for (Future<P> one : pending) {
          made.add(one.get());
        }
      } catch (ExecutionException e) {
        workers.shutdownNow();
        Throwable cause = e.getCause();
        throw new NotSeeded(
            "The %s to read could not be created: %s"
                .formatted(things, cause == null ? e.toString() : cause.getMessage()));
      } catch (InterruptedException e) {
        workers.shutdownNow();
        throw e;
      }
    }
    return made;
  }

  private P make(Order<P> order) throws IOException, InterruptedException {
    String reason = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        Thread.sleep(pauseMillis << attempt);
      }
      slots.acquire();
      try {
        switch (order.ask()) {
          case Answer.Made<P>(P promise) -> {
            return promise;
          }
          case Answer.Failed<P>(String said) -> reason = said;
        }
      } catch (IOException e) {
        reason = "connection: " + e;
      } finally {
        slots.release();
      }
    }
    throw new IOException("%s failed %d times, last with %s".formatted(request, ATTEMPTS, reason));
  }
}
