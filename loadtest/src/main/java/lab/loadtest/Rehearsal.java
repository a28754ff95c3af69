package lab.loadtest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads links until the service answers as fast as the load will ask it to: just-started JVMs are
 * many times slower than warm ones, and how long they take to warm up depends on the machine.
 *
 * <p>It is a closed loop: each of a few readers waits for its answer before it asks again. So it
 * cannot overrun a service that is still slow, as the open load would, whose backlog then takes the
 * whole warm-up to go away.
 *
 * <p>It goes in rounds of about a second's reads, and is over with the first round that took no
 * longer than the load will give it, with at most one answer in a hundred wrong, missing or slower
 * than the plan's {@code slowMillis}, but not before it has gone on for as long as the warm-up:
 * what the compilers do then would come in the midst of the load. Calm or not, it ends after {@link
 * #PATIENCE} times the warm-up.
 */
final class Rehearsal {
  static final int PATIENCE = 4;

  /** How it ended: calm, or out of patience. */
  record Ended(long reads, boolean calm) {}

  private static final int LEAST = 50;
  private static final int MOST = 2000;

  private final LoadRun run;
  private final Plan plan;
  private final int round;
  private final int readers;

  Rehearsal(LoadRun run) {
    this.run = run;
    this.plan = run.plan;
    this.round = Math.clamp(Math.round(plan.rate()), LEAST, MOST);
    this.readers = Math.clamp(round / 25, 8, 64);
  }

  Ended play() throws InterruptedException {
    long warmUp = TimeUnit.MILLISECONDS.toNanos(plan.warmUpMillis());
    long enough = System.nanoTime() + warmUp;
    long deadline = System.nanoTime() + warmUp * PATIENCE;
    long reads = 0;
    boolean calm;
    try (HttpClient client = plan.client();
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      do {
        Round next = new Round(deadline);
        calm = next.play(client, workers);
        reads += next.read.get();
      } while (System.nanoTime() < (calm ? enough : deadline));
    }
    return new Ended(reads, calm);
  }

  private final class Round {
    private final long deadline;
    private final AtomicInteger left = new AtomicInteger(round);
    private final AtomicInteger bad = new AtomicInteger();
    private final AtomicLong read = new AtomicLong();

    Round(long deadline) {
      this.deadline = deadline;
    }

    /** Whether it was calm. */
    boolean play(HttpClient client, ExecutorService workers) throws InterruptedException {
      long begun = System.nanoTime();
      var ended = new CountDownLatch(readers);
      for (int reader = 0; reader < readers; reader++) {
        workers.execute(() -> {
          try {
            boolean late = false;
            while (!late && left.getAndDecrement() > 0) {
              read(client);
              late = System.nanoTime() > deadline;
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
      return read.get() == round && tookSeconds <= round / plan.rate() && bad.get() * 100 <= round;
    }

    private void read(HttpClient client) throws InterruptedException {
      Arrival arrival = run.rehearse();
      try {
        HttpResponse<Void> answer =
            client.send(request((Arrival.Read) arrival.intent), BodyHandlers.discarding());
        arrival.status = answer.statusCode();
        arrival.location = answer.headers().firstValue("Location").orElse(null);
      } catch (IOException e) {
        // No status: the run judges that as it does any answer that did not come.
      }
      long took = System.nanoTime() - arrival.startedNanos;
      boolean right = run.finish(arrival) instanceof Outcome.Right;
      if (!right || took > TimeUnit.MILLISECONDS.toNanos(plan.slowMillis())) {
        bad.incrementAndGet();
      }
      read.incrementAndGet();
    }

    private HttpRequest request(Arrival.Read read) {
      return HttpRequest.newBuilder(plan.uri("/" + read.link().code()))
          .timeout(plan.timeout())
          .build();
    }
  }
}
