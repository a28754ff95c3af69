package lab.runner.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run.
 *
 * @param shortForm whether the experiment was run in its short form
 * @param sabotaged whether the treatment arms ran like the control; such a run must not pass
 * @param command that repeats the run
 * @param claims the verdict on each claim, in the experiment's order
 * @param arms those that were completed, possibly none
 */
public record Result(
    Experiment experiment,
    boolean shortForm,
    boolean sabotaged,
    Instant startedAt,
    String command,
    Machine machine,
    Map<String, String> versions,
    Health health,
    List<ClaimVerdict> claims,
    List<ArmResult> arms) {

  /** The machine that it ran on. */
  public record Machine(int cores, long memoryBytes, String os, String arch, String jdk) {}

  /**
   * The result of one arm.
   *
   * @param values by the name of the measure; a missing name means that it was not measured
   * @param doubts why the values cannot be trusted; empty if they can
   * @param faults as they were actually injected
   * @param seconds of the measured load; empty if the workload records none
   */
  public record ArmResult(
      Experiment.Arm arm,
      Map<String, Double> values,
      List<String> doubts,
      List<InjectedFault> faults,
      List<Point> seconds) {
    /** The value of a measure; null if it was not measured. */
    public @Nullable Double value(String measure) {
      Double value = values.get(measure);
      return value == null || value.isNaN() ? null : value;
    }

    /** Whether requests were recorded by the second. */
    public boolean hasSeries() {
      return !seconds.isEmpty();
    }
  }

  /** One second of the run, for the chart. */
  public record Point(int second, Figures figures) {}

  /**
   * A fault as it was actually injected, in milliseconds since the beginning of the measured load.
   *
   * @param liftAtMillis when its lifting began
   * @param liftedAtMillis when the node was ready again
   */
  public record InjectedFault(
      String node, String fault, long atMillis, long liftAtMillis, long liftedAtMillis) {}
}
