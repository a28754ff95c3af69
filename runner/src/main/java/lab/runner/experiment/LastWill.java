package lab.runner.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes, as a run begins, the result that it leaves if it goes away without writing one.
 *
 * @param <R> the result
 */
public interface LastWill<R> {
  /** Why such a run has no verdict. */
  List<String> REASONS =
      List.of(
          GuardedRun.INTERRUPTED,
          "its command went away without a word, and the lab ended the run and was put back");

  /** Keeps it, for this folder. */
  void leave(Path folder, R asInterrupted) throws IOException;
}
