package lab.runner.experiment;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C interrupts the run and waits for its rollback. */
final class CtrlC implements AutoCloseable {
  private static final long ROLLBACK_SECONDS = 60;

  private final CountDownLatch rolledBack = new CountDownLatch(1);
  private final Thread hook;

  CtrlC(Thread run) {
    hook =
        Thread.ofPlatform()
            .name("rollback")
            .unstarted(() -> {
              run.interrupt();
              try {
                var _ = rolledBack.await(ROLLBACK_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    rolledBack.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook has done its work.
    }
  }
}
