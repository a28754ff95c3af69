package lab.loadtest.open;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import lab.loadtest.Distrusted;

/**
 * An action that runs after a delay, in parallel to a load. It does not begin once this is closed.
 */
public final class Later implements AutoCloseable {
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

  /** Runs the action after this time. */
  public static Later after(Duration wait, Runnable deed) {
    return new Later(wait, deed);
  }

  /**
   * When it began, as {@link System#nanoTime}; waits until it is done.
   *
   * @throws Distrusted if it could not be done
   */
  public long begunAtNanos() throws Distrusted {
    try {
      return begun.join();
    } catch (CompletionException e) {
      throw new Distrusted("the fault could not be injected: " + e.getCause());
    }
  }

  /** Cancels an action that has not begun; waits for one that has. */
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
