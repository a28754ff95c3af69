package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * What every run of arms is guarded by: the configuration that was laid over the lab is put back on
 * every way out, at the end, after a failure, and when the thread is interrupted or the JVM is told
 * to end (Ctrl-C).
 */
public final class GuardedRun {
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private GuardedRun() {}

  /** The arms, one after the other. */
  public interface Arms {
    /** Runs them; what they lay over the lab is put back by others. */
    void run(Configuration configuration)
        throws IOException, InterruptedException, ExperimentTrouble;
  }

  /** A new folder for what a run finds out. */
  public static Path folder(Described experiment, Options options, Instant startedAt)
      throws IOException {
    Path results = options.resultsFolder().resolve(experiment.name());
    return Files.createDirectories(results.resolve(FOLDER.format(startedAt)));
  }

  /**
   * Runs the arms.
   *
   * @return why they did not come to their end, or the lab not to its own configuration; empty if
   *     they did
   * @throws InterruptedException if the thread was interrupted; the lab has been rolled back
   */
  public static List<String> run(RunningLab lab, Options options, Arms arms)
      throws InterruptedException {
    List<String> trouble = new ArrayList<>();
    Configuration configuration = new Configuration(lab, options.progress());
    try (CtrlC _ = new CtrlC(Thread.currentThread())) {
      try {
        options.progress().step("checking that the lab is in its steady state");
        arms.run(configuration);
      } catch (ExperimentTrouble e) {
        trouble.add(String.valueOf(e.getMessage()));
      } catch (IOException | RuntimeException e) {
        trouble.add("the run broke off: " + e);
      } finally {
        putBack(configuration, trouble);
      }
    }
    return trouble;
  }

  private static void putBack(Configuration configuration, List<String> trouble) {
    // An interrupt has been heard by now; the rollback must not trip over it again.
    boolean interrupted = Thread.interrupted();
    try {
      configuration.putBack();
    } catch (RuntimeException e) {
      trouble.add("the configuration could not be put back: " + e);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
