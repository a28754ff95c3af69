package lab.runner.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.experiment.GuardedRun;
import lab.runner.experiment.Interruption;
import lab.runner.lab.RunningLab;
import lab.runner.run.Runs;
import lab.runner.run.Will;

/** A lease from the runner, renewed by its own thread as long as this process runs. */
final class RunnerHold implements Hold {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final RunnerClient runner;
  private final Interruption interruption;
  private final Thread renewing;
  private volatile List<String> byHand = List.of();
  private volatile boolean lost;
  private volatile boolean over;

  private RunnerHold(RunnerClient runner, Interruption interruption) {
    this.runner = runner;
    this.interruption = interruption;
    renewing = Thread.ofPlatform().daemon().name("lease").unstarted(this::renew);
  }

  /**
   * Takes the lab.
   *
   * @throws Failure naming the command that has it
   */
  static Hold of(RunnerClient runner, String what, boolean ownsNodes, Interruption interruption)
      throws IOException {
    var hold = new RunnerHold(runner.during(runner.begin(what, ownsNodes)), interruption);
    hold.renewing.start();
    return hold;
  }

  private void renew() {
    long heardOf = System.nanoTime();
    try {
      while (!over) {
        Thread.sleep(EVERY);
        try {
          byHand = runner.renew();
          heardOf = System.nanoTime();
        } catch (Failure e) {
          lose(String.valueOf(e.getMessage()));
        } catch (IOException e) { // the runner may be busy
          if (System.nanoTime() - heardOf > Runs.LEASE.toNanos()) {
            lose("the runner no longer answers");
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lose(String why) {
    if (!over) {
      lost = true;
      over = true;
      interruption.lost(GuardedRun.INTERRUPTED + ": " + why);
    }
  }

  @Override
  public RunningLab lab() {
    return new RunningLabClient(runner, () -> byHand());
  }

  /** The current list: something may have been done since the last renewal. */
  private List<String> byHand() {
    try {
      if (!lost) {
        byHand = runner.renew();
      }
    } catch (IOException | Failure e) {
      // the last known list has to do
    }
    return byHand;
  }

  @Override
  public void will(Path folder, Map<String, String> files) throws IOException {
    runner.will(new Will(folder.toAbsolutePath().toString(), files));
  }

  @Override
  public void close() {
    over = true;
    renewing.interrupt();
    if (!lost) {
      try {
        runner.end().forEach(left -> System.err.println("Not as it was: " + left));
      } catch (IOException | Failure e) {
        System.err.println("The lab may still be taken for a while: " + e.getMessage());
      }
    }
  }
}
