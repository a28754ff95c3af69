package lab.runner.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lab.runner.experiment.GuardedRun;
import lab.runner.experiment.Interruption;

/**
 * When this process is told to end (Ctrl-C, SIGTERM, its terminal is closed), interrupts the run
 * and waits until the lab is restored and the result is written.
 */
final class CtrlC implements AutoCloseable {
  private static final long ROLLBACK_SECONDS = 120;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  CtrlC(Interruption interruption) {
    hook =
        Thread.ofPlatform()
            .name("rollback")
            .unstarted(() -> {
              LabCommand.print("Interrupted: restoring the lab and writing the result …");
              interruption.interrupt(GuardedRun.INTERRUPTED);
              try {
                var _ = over.await(ROLLBACK_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is already ending, so the hook is running or has run.
    }
  }
}
