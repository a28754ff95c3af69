package lab.runner.experiment;

import org.jspecify.annotations.Nullable;

/**
 * The one way to end a run before its end. The arms run in a thread of their own, and only that is
 * interrupted, once: what puts the lab back and writes the result runs in another, and nothing
 * disturbs it.
 */
public final class Interruption {
  private @Nullable Thread arms;
  private String why = "";
  private boolean lost;

  /** Ends the run, whose result says why. Only the first reason counts. */
  public synchronized void interrupt(String reason) {
    if (why.isEmpty()) {
      why = reason;
      if (arms != null) {
        arms.interrupt();
      }
    }
  }

  /** The same when the lab is no longer this run's: then it is not this run that puts it back. */
  public synchronized void lost(String reason) {
    lost = true;
    interrupt(reason);
  }

  /** Why the run was ended; empty if it was not. */
  synchronized String why() {
    return why;
  }

  synchronized boolean isLost() {
    return lost;
  }

  /** Runs it in its own thread and waits for its end, also if this thread is interrupted. */
  void run(Runnable body) {
    Thread thread = Thread.ofPlatform().name("arms").unstarted(body);
    synchronized (this) {
      if (!why.isEmpty()) {
        return;
      }
      arms = thread;
      thread.start();
    }
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupt(GuardedRun.INTERRUPTED);
      }
    }
    synchronized (this) {
      arms = null;
    }
  }
}
