package lab.runner.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.protocol.Described;
import lab.protocol.Measure;
import lab.protocol.Plan;
import lab.runner.lab.Action;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An experiment, read from its file and checked.
 *
 * @param name the file's name without {@code .yml}
 * @param title for people
 * @param hypothesis what is expected, in words
 * @param topology the topology that it is meant for
 * @param needs the services that it requires
 * @param claims of texts, at least one
 * @param workload what is done to the lab and measured
 * @param measures everything that can be measured, in the order of the report
 * @param faults the same in each arm
 * @param effect how the effect of the faults is told from noise; null if there are no faults
 * @param arms at least one control and one treatment, in the order in which they run
 */
public record Experiment(
    String name,
    String title,
    String hypothesis,
    String topology,
    List<String> needs,
    List<Claim> claims,
    Described workload,
    List<Measure> measures,
    List<Fault> faults,
    @Nullable Effect effect,
    List<Arm> arms) {

  /** Without faults, requests that take longer than this are listed as slow. */
  private static final long SLOW_MILLIS = 1_000;

  /** The role of an arm. */
  public enum Role {
    CONTROL,
    TREATMENT
  }

  /**
   * A text's claim and how it is measured.
   *
   * @param text quoted verbatim from the source
   * @param bound that the measure must keep to for the claim to hold
   * @param of the arms that the claim is about
   * @param otherwise if the claim does not hold, the reason why it cannot be tested here; null if
   *     it is refuted then
   */
  public record Claim(
      String id,
      String text,
      String source,
      Measure measure,
      Bound bound,
      Set<String> of,
      @Nullable String otherwise) {}

  /**
   * One of the variants that are compared.
   *
   * @param means what is special about this arm, in words that fit after "with"
   * @param configure properties by kind of node, overriding the topology's
   * @param without the nodes that are stopped for this arm
   * @param settings of the workload
   * @param load what the workload does with these settings, in words
   * @param expect bounds by measure: for a treatment, what it must achieve; for a control, what
   *     proves that there is an effect to see
   */
  public record Arm(
      String name,
      Role role,
      String means,
      Map<String, Map<String, String>> configure,
      List<String> without,
      JsonNode settings,
      String load,
      Map<String, Bound> expect) {

    /** This arm with its name and expectations, but run like the other. */
    Arm runAs(Arm other) {
      return new Arm(
          name,
          role,
          other.means,
          other.configure,
          other.without,
          other.settings,
          other.load,
          expect);
    }
  }

  /** Selects the node that a fault hits. */
  public sealed interface Target {
    /** The node with this name. */
    record Named(String node) implements Target {}

    /**
     * The first node that, at the moment of the fault, is ready and has this kind and, unless
     * empty, this role.
     */
    record Selected(String kind, String role) implements Target {}
  }

  /**
   * Something that is broken on purpose.
   *
   * @param at time since the beginning of the measured load
   * @param lift when the fault is lifted, likewise; null for after the load
   */
  public record Fault(Target target, Action action, Duration at, @Nullable Duration lift) {}

  /**
   * How the effect of a fault is told from noise.
   *
   * @param slow a response slower than this is part of the disturbance
   * @param quiet a time this long without a slow response ends the disturbance
   * @param ejected the gateway's attempts on the faulted node are counted from this long after the
   *     fault
   */
  public record Effect(Duration slow, Duration quiet, Duration ejected) {}

  /**
   * What the load generator is told to play on a target.
   *
   * @param label of the live figures
   */
  Plan plan(Arm arm, LoadTarget target, String label) {
    return new Plan(
        workload.name(),
        arm.settings(),
        target.gateway(),
        effect == null ? SLOW_MILLIS : effect.slow().toMillis(),
        target.live().map(live -> new Plan.Live(live.url(), name, label)).orElse(null));
  }

  /** Whether the workload records requests by the second. */
  public boolean hasSeries() {
    return !workload.operations().isEmpty();
  }

  /** Whether an arm's expectation or a claim is about any of these measures. */
  boolean asksFor(Set<String> any) {
    return claims.stream().anyMatch(claim -> any.contains(claim.measure().name()))
        || arms.stream().flatMap(arm -> arm.expect().keySet().stream()).anyMatch(any::contains);
  }

  /**
   * The measure with this name.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  public Measure measure(String measure) {
    return measures.stream().filter(m -> m.name().equals(measure)).findFirst().orElseThrow();
  }

  /**
   * The experiment without its treatment: every treatment arm runs like the first control, with the
   * expectations of the treatment unchanged. If that passes, the experiment proves nothing.
   */
  public Experiment sabotaged() {
    Arm control = arms.stream().filter(arm -> arm.role() == Role.CONTROL).findFirst().orElseThrow();
    List<Arm> sabotaged = new ArrayList<>();
    arms.forEach(arm -> sabotaged.add(arm.role() == Role.CONTROL ? arm : arm.runAs(control)));
    return new Experiment(
        name,
        title,
        hypothesis,
        topology,
        needs,
        claims,
        workload,
        measures,
        faults,
        effect,
        List.copyOf(sabotaged));
  }
}
