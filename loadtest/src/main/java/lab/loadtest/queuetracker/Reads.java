package lab.loadtest.queuetracker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import lab.loadtest.open.OpenLoop;

/** Reads lines at a constant rate, in parallel to something else. */
final class Reads {
  private final CompletableFuture<OpenLoop.Outcome> outcome = new CompletableFuture<>();
  private final Thread thread;

  private Reads(QueueApi api, List<String> lines, double rate, Duration time) {
    thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                outcome.complete(
                    new OpenLoop(rate, time)
                        .run(n ->
                            api.line(lines.get((int) (n % lines.size())))
                                .thenApply(QueueApi.Reply::ok)));
              } catch (InterruptedException | RuntimeException e) {
                outcome.completeExceptionally(e);
              }
            });
  }

  /** Starts the reads. */
  static Reads start(QueueApi api, List<String> lines, double rate, Duration time) {
    return new Reads(api, lines, rate, time);
  }

  /** Waits until all reads are done. */
  OpenLoop.Outcome await() throws InterruptedException {
    thread.join();
    try {
      return outcome.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the reads failed", e.getCause());
    }
  }
}
