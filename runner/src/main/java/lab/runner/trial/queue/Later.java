package lab.runner.trial.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import lab.runner.experiment.ExperimentTrouble;

/**
 * Something that is done a while from now, beside a load. It does not begin after it was closed.
 */
final class Later implements AutoCloseable {
  private final CompletableFuture<Long> begun = new CompletableFuture<>();
  private final Thread thread;

  private Later(Duration wait, Runnable deed) {
    thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.sleep(wait);
                long at = System.nanoTime();
                deed.run();
                begun.complete(at);
              } catch (InterruptedException | RuntimeException e) {
                begun.completeExceptionally(e);
              }
            });
  }

  static Later after(Duration wait, Runnable deed) {
    return new Later(wait, deed);
  }

  /**
   * When it began; waits until it is done. {@link System#nanoTime}.
   *
   * @throws ExperimentTrouble when it could not be done
   */
  long begunAtNanos() throws ExperimentTrouble {
    try {
      return begun.join();
    } catch (CompletionException e) {
      throw new ExperimentTrouble("what was to be broken could not be: " + e.getCause());
    }
  }

  /** Ends the waiting; what has begun comes to its end first. */
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
