package lab.runner.trial;

import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.runner.experiment.Described;
import lab.runner.experiment.Experiment.Role;
import org.jspecify.annotations.Nullable;

/**
 * An experiment with a trial, as its file says it, checked.
 *
 * @param name the file's name without {@code .yml}
 * @param title for people
 * @param hypothesis what is expected, in words
 * @param topology that it is meant for
 * @param needs the services that it cannot do without
 * @param claims what texts say, at least one
 * @param arms at least one control and one treatment, in the order in which they run
 */
public record TrialExperiment(
    String name,
    String title,
    String hypothesis,
    String topology,
    List<String> needs,
    List<Claim> claims,
    List<Arm> arms)
    implements Described {

  /**
   * A text's claim and how it is measured.
   *
   * @param text of the source, verbatim
   * @param bound within which the measure must be for the claim to hold
   * @param of the arms that the claim speaks of
   * @param otherwise why it cannot be tested here if it does not hold; null: it is refuted then
   */
  public record Claim(
      String id,
      String text,
      String source,
      String measure,
      Bound bound,
      Set<String> of,
      @Nullable String otherwise)
      implements Quote {}

  /**
   * One of the ways to run.
   *
   * @param means what is special about this arm, in words that fit after "with"
   * @param configure properties by kind of node, laid over the topology's
   * @param without the nodes that are stopped for it
   * @param expect by measure: of a treatment, what it must keep; of a control, what shows that
   *     there is something to see
   */
  public record Arm(
      String name,
      Role role,
      String means,
      Map<String, Map<String, String>> configure,
      List<String> without,
      Map<String, Bound> expect,
      Trial trial) {}

  /** What is measured, in every arm the same. */
  public List<Measure> measures() {
    return arms.getFirst().trial().measures();
  }

  /** The measure of this name. */
  public Measure measure(String measure) {
    return measures().stream().filter(m -> m.name().equals(measure)).findFirst().orElseThrow();
  }
}
