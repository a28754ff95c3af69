package lab.runner.experiment;

import java.nio.file.Path;
import lab.protocol.Event;

/** Is told what an experiment is doing. Called from several threads, possibly concurrently. */
public interface ProgressListener {
  /** The run begins; its results will be in this folder, which exists. */
  default void begins(Path folder) {}

  /** A step begins or something has happened, in words. */
  void step(String what);

  /** One second of load has passed. */
  void second(String arm, Event.Second second);
}
