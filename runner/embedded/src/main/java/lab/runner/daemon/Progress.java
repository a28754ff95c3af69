package lab.runner.daemon;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages on what the runner is doing while it brings the lab up, for commands that wait for it.
 * Thread-safe.
 */
final class Progress {
  private final long begun = System.nanoTime();
  private final List<String> lines = new ArrayList<>();
  private String outcome = "starting";
  private @Nullable String failure;
  private double seconds;

  /**
   * The lines after the first {@code after} ones.
   *
   * @param outcome {@code starting}, {@code ready} or {@code failed}
   * @param seconds how long it took to become ready; 0 before
   */
  record Page(List<String> lines, String outcome, @Nullable String failure, double seconds) {}

  synchronized void say(String line) {
    lines.add("%5.1f s  %s".formatted(elapsed(), line));
  }

  synchronized void ready() {
    seconds = elapsed();
    outcome = "ready";
  }

  synchronized void failed(String why) {
    failure = why;
    outcome = "failed";
  }

  synchronized boolean isStarting() {
    return outcome.equals("starting");
  }

  synchronized Page after(int after) {
    return new Page(
        List.copyOf(lines.subList(Math.clamp(after, 0, lines.size()), lines.size())),
        outcome,
        failure,
        seconds);
  }

  private double elapsed() {
    return (System.nanoTime() - begun) / 1e9;
  }
}
