package lab.runner.trial;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.ClaimVerdict;
import lab.runner.experiment.Health;
import lab.runner.experiment.Result.Machine;

/**
 * All that a run found out.
 *
 * @param command that repeats the run
 * @param claims the verdict on each claim, in the experiment's order
 * @param arms those that were run to their end, possibly none
 */
public record TrialResult(
    TrialExperiment experiment,
    boolean shortForm,
    Instant startedAt,
    String command,
    Machine machine,
    Map<String, String> versions,
    Health health,
    List<ClaimVerdict> claims,
    List<Measured> arms) {

  /**
   * What was measured in an arm.
   *
   * @param values by the measure's name; what is not in it was not measured
   */
  public record Measured(TrialExperiment.Arm arm, Map<String, Double> values) {}
}
