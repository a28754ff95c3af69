package lab.loadtest.gatling;

import java.net.http.HttpClient;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends requests until the service responds as fast as the load will require: just-started JVMs are
 * many times slower than warm ones, and how long they take to warm up depends on the machine.
 *
 * <p>It is a closed loop: each of a few users waits for its response before it sends the next
 * request. So it cannot overload a service that is still slow. The open load could: it would build
 * up a backlog that takes the whole warm-up to disappear.
 *
 * <p>It works in rounds of about one second's requests. The first calm round ends it: one that took
 * no longer than the load will allow, with at most 1 % of the responses wrong, missing or slow. It
 * lasts at least as long as the warm-up, however, because otherwise the compilers would do the rest
 * of their work during the load. Calm or not, it ends after {@link #PATIENCE} times the warm-up.
 */
final class Rehearsal {
  static final int PATIENCE = 4;

  /** How it ended: with a calm round, or because its time was over. */
  record Ended(long requests, boolean calm) {}

  private static final int LEAST = 50;
  private static final int MOST = 2000;

  private final GatlingRun<?> run;
  private final RequestLoad settings;
  private final long slowNanos;
  private final int round;
  private final int askers;

  Rehearsal(GatlingRun<?> run, RequestLoad settings, long slowMillis) {
    this.run = run;
    this.settings = settings;
    this.slowNanos = TimeUnit.MILLISECONDS.toNanos(slowMillis);
    this.round = Math.clamp(Math.round(settings.rate()), LEAST, MOST);
    this.askers = Math.clamp(round / 25, 8, 64);
  }

  Ended play(HttpClient client) throws InterruptedException {
    long warmUp = settings.warmUp().toNanos();
    long enough = System.nanoTime() + warmUp;
    long deadline = System.nanoTime() + warmUp * PATIENCE;
    long requests = 0;
    boolean calm;
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      do {
        Round next = new Round(deadline);
        calm = next.play(client, workers);
        requests += next.asked.get();
      } while (System.nanoTime() - (calm ? enough : deadline) < 0);
    }
    return new Ended(requests, calm);
  }

  private final class Round {
    private final long deadline;
    private final AtomicInteger left = new AtomicInteger(round);
    private final AtomicInteger bad = new AtomicInteger();
    private final AtomicLong asked = new AtomicLong();

    Round(long deadline) {
      this.deadline = deadline;
    }

    /** Returns whether it was calm. */
    boolean play(HttpClient client, ExecutorService workers) throws InterruptedException {
      long begun = System.nanoTime();
      var ended = new CountDownLatch(askers);
      for (int asker = 0; asker < askers; asker++) {
        workers.execute(() -> {
          try {
            boolean late = false;
            while (!late && left.getAndDecrement() > 0) {
              ask(client, run);
              late = System.nanoTime() - deadline > 0;
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            ended.countDown();
          }
        });
      }
      ended.await();
      double tookSeconds = (System.nanoTime() - begun) / 1e9;
      return asked.get() == round
          && tookSeconds <= round / settings.rate()
          && bad.get() * 100 <= round;
    }

    private <Q extends Request> void ask(HttpClient client, GatlingRun<Q> run)
        throws InterruptedException {
      Visit<Q> visit = run.rehearse();
      boolean right = run.exchange(client, visit) instanceof Outcome.Right;
      if (!right || System.nanoTime() - visit.arrival().startedNanos() > slowNanos) {
        bad.incrementAndGet();
      }
      asked.incrementAndGet();
    }
  }
}
