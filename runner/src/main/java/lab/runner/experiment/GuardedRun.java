package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lab.runner.run.Changes;

/**
 * What every run of arms is guarded by: its faults are lifted, and the configuration that it laid
 * over the lab is put back, on every way out: at the end, after a failure, and when the run is
 * interrupted. If the lab ended the run, it does so itself.
 */
public final class GuardedRun {
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** The first reason of a result whose run was told to end. */
  public static final String INTERRUPTED = "interrupted";

  private GuardedRun() {}

  /** The arms, one after the other. */
  public interface Arms {
    /** Runs them; what they do to this lab and do not undo is undone by others. */
    void run(RunningLab lab) throws IOException, InterruptedException, ExperimentTrouble;
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
   * @return why they did not come to their end or cannot be trusted, or the lab not to its own
   *     configuration; empty if all is well
   */
  public static List<String> run(RunningLab lab, Options options, Arms arms) {
    List<String> trouble = new CopyOnWriteArrayList<>();
    Changes changes = new Changes();
    Interruption interruption = options.interruption();
    interruption.run(() -> {
      try {
        options.progress().step("checking that the lab is in its steady state");
        arms.run(new NotingLab(lab, changes));
      } catch (InterruptedException e) {
        interruption.interrupt(INTERRUPTED);
      } catch (ExperimentTrouble e) {
        trouble.add(String.valueOf(e.getMessage()));
      } catch (IOException | RuntimeException | Error e) {
        trouble.add("the run broke off: " + e);
      }
    });
    boolean complete = trouble.isEmpty() && interruption.why().isEmpty();
    List<String> left = interruption.isLost() ? List.of() : putBack(lab, changes, options);
    if (!complete && !interruption.why().isEmpty()) {
      trouble.clear(); // what broke off because it was told to
      trouble.add(interruption.why());
    }
    trouble.addAll(left);
    lab.interference().forEach(what -> trouble.add("by hand, during the run: " + what));
    return List.copyOf(trouble);
  }

  private static List<String> putBack(RunningLab lab, Changes changes, Options options) {
    try {
      return changes.undo(lab, options.progress()::step);
    } catch (RuntimeException e) {
      return List.of("the lab was not put back: " + e);
    }
  }
}
