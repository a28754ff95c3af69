package lab.runner.cli;

import java.nio.file.Path;
import lab.protocol.Event;
import lab.runner.experiment.ProgressListener;

/** Prints one line per step, and one per second of load. */
final class ProgressLines implements ProgressListener {
  @Override
  public void begins(Path folder) {
    LabCommand.print("Watch it in a browser: " + folder.resolve("report.html").toUri());
  }

  @Override
  public void step(String what) {
    LabCommand.print("  " + what);
  }

  @Override
  public void second(String arm, Event.Second second) {
    LabCommand.print(
        "    %-9s %3d s  %5d sent  %5d ok  %4d failed  p99 %7.1f ms%s"
            .formatted(
                arm,
                second.second(),
                second.sent(),
                second.ok(),
                second.failed(),
                second.p99Micros() / 1_000.0,
                second.warmUp() ? "  (warm-up)" : ""));
  }
}
