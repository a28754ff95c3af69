package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Receives, at the beginning of a run, the result to be written if the run dies without writing
 * one.
 */
public interface LastWill {
  /** The reasons in such a result. */
  List<String> REASONS =
      List.of(
          GuardedRun.INTERRUPTED,
          "its command disappeared, and the lab ended the run and was restored");

  /** Stores the result for this folder. */
  void leave(Path folder, Result asInterrupted) throws IOException;
}
