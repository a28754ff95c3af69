package lab.runner.experiment;

import java.nio.file.Path;

/** Told what an experiment is doing. Called from several threads, possibly at once. */
public interface ProgressListener {
  /** The run begins; this folder, which is there, gets all that it finds out. */
  default void begins(Path folder) {}

  /** A step begins or something happened, in words. */
  void step(String what);

  /**
   * One second of load.
   *
   * @param second from the start of the load generator's load, warm-up included
   * @param p99Millis of the right answers that came in this second
   */
  void second(
      String arm, long second, boolean warmUp, long sent, long ok, long failed, double p99Millis);
}
