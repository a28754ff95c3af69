package lab.runner.cli;

import java.nio.file.Path;
import lab.runner.experiment.ProgressListener;

/** One line a step, and one a second of load. */
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
  public void second(
      String arm, long second, boolean warmUp, long sent, long ok, long failed, double p99Millis) {
    LabCommand.print(
        "    %-9s %3d s  %5d sent  %5d ok  %4d failed  p99 %7.1f ms%s"
            .formatted(arm, second, sent, ok, failed, p99Millis, warmUp ? "  (warm-up)" : ""));
  }
}
