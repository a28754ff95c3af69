package lab.monitor;

import java.time.Clock;
import java.util.Objects;

/** Figures that a load generator pushes, in Prometheus's text format. */
public final class PushedMetrics {
  PushedMetrics(Clock clock) {
    Objects.requireNonNull(clock);
  }

  /**
   * Takes the newest figures of a job in place of its last; gone 15 s later.
   *
   * @throws IllegalArgumentException if the text is too long, malformed, or of others' metrics
   */
  public void accept(String job, String text) {
    Objects.requireNonNull(job);
    Objects.requireNonNull(text);
  }
}
