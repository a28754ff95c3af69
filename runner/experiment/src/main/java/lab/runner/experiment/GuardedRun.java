package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lab.runner.lab.RunningLab;
import lab.runner.run.Changes;

/**
 * Guards every run of arms: however the run ends (normally, by a failure, or by an interruption),
 * its faults are lifted and its configuration is undone. If the lab ended the run, the lab does so
 * itself.
 */
public final class GuardedRun {
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** The first reason in the result of a run that was told to end. */
  public static final String INTERRUPTED = "interrupted";

  private GuardedRun() {}

  /** The arms of a run, one after the other. */
  public interface Arms {
    /** Runs the arms. What they do to the lab and do not undo is undone for them. */
    void run(RunningLab lab) throws IOException, InterruptedException, ExperimentTrouble;
  }

  /** Creates a folder for the results of a run. */
  public static Path folder(Experiment experiment, Options options, Instant startedAt)
      throws IOException {
    Path results = options.resultsFolder().resolve(experiment.name());
    return Files.createDirectories(results.resolve(FOLDER.format(startedAt)));
  }

  /**
   * Runs the arms.
   *
   * @return why the arms were not completed or cannot be trusted, or why the lab's configuration
   *     could not be restored; empty if all is well
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
      trouble.clear(); // consequences of the interruption
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
