package lab.runner.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Work that is done while no run has the lab, so that nobody waits for it. A run that begins ends
 * it, because what the run measures must not depend on it; it is tried again later. An attempt that
 * fails by itself is the last one.
 */
public final class IdleWork {
  private static final long LOOK_MILLIS = 100;

  private final BooleanSupplier busy;
  private final BooleanSupplier over;
  private final Duration quiet;

  /** One attempt at the work. */
  public interface Attempt {
    /** Works; returns when done or cancelled. */
    void run() throws IOException;

    /** Makes {@link #run} return soon. */
    void cancel();
  }

  /** Prepares an attempt. */
  public interface Source {
    Attempt next() throws IOException;
  }

  /**
   * @param busy whether a run has the lab
   * @param over whether the lab is being taken down
   * @param quiet for how long no run must have had the lab before an attempt begins
   */
  public IdleWork(BooleanSupplier busy, BooleanSupplier over, Duration quiet) {
    this.busy = busy;
    this.over = over;
    this.quiet = quiet;
  }

  /**
   * Returns when {@code done} says so, or when the lab is taken down.
   *
   * @throws IOException if an attempt failed, or ended without being done
   */
  public void until(BooleanSupplier done, Source source) throws IOException, InterruptedException {
    while (!done.getAsBoolean() && awaitQuiet()) {
      boolean undisturbed = attempt(source.next());
      if (undisturbed && !done.getAsBoolean()) {
        throw new IOException("it ended without a result");
      }
    }
  }

  /** False if the lab is taken down first. */
  private boolean awaitQuiet() throws InterruptedException {
    long since = System.nanoTime();
    while (busy.getAsBoolean() || System.nanoTime() - since < quiet.toNanos()) {
      if (over.getAsBoolean()) {
        return false;
      }
      if (busy.getAsBoolean()) {
        since = System.nanoTime();
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }

  /** True if it ended by itself. */
  private boolean attempt(Attempt attempt) throws IOException, InterruptedException {
    var disturbed = new AtomicBoolean();
    var watch = Thread.ofVirtual().start(() -> cancelWhenBusy(attempt, disturbed));
    try {
      attempt.run();
    } catch (IOException e) {
      if (!disturbed.get()) {
        throw e;
      }
    } finally {
      watch.interrupt();
      watch.join();
    }
    return !disturbed.get();
  }

  private void cancelWhenBusy(Attempt attempt, AtomicBoolean disturbed) {
    try {
      while (!busy.getAsBoolean() && !over.getAsBoolean()) {
        Thread.sleep(LOOK_MILLIS);
      }
      disturbed.set(true);
      attempt.cancel();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the attempt has ended
    }
  }
}
