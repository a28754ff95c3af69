package lab.runner.experiment;

import org.jspecify.annotations.Nullable;

/**
 * The only way to end a run early. The arms run in their own thread, and only that thread is
 * interrupted, once. The rollback and the writing of the result run in another thread, which
 * nothing disturbs.
 */
public final class Interruption {
  private @Nullable Thread arms;
  private String why = "";
  private boolean lost;

  /** Ends the run for this reason, which the result will contain. Only the first reason counts. */
  public synchronized void interrupt(String reason) {
    if (why.isEmpty()) {
      why = reason;
      if (arms != null) {
        arms.interrupt();
      }
    }
  }

  /** Ends the run because it has lost the lab, so that it does not do the rollback itself. */
  public synchronized void lost(String reason) {
    lost = true;
    interrupt(reason);
  }

  /** Why the run was ended early; empty if it was not. */
  synchronized String why() {
    return why;
  }

  synchronized boolean isLost() {
    return lost;
  }

  /**
   * Runs the body in its own thread and waits until it ends, even if this thread is interrupted.
   */
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
