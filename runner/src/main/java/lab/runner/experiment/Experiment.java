package lab.runner.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as its file says it, checked.
 *
 * @param name the file's name without {@code .yml}
 * @param title for people
 * @param hypothesis what is expected, in words
 * @param topology that it is meant for
 * @param needs the services that it cannot do without
 * @param arms exactly one control and one treatment, in the order in which they run
 * @param faults the same in each arm
 */
public record Experiment(
    String name,
    String title,
    Claim claim,
    String hypothesis,
    String topology,
    List<String> needs,
    List<Arm> arms,
    Load load,
    List<Fault> faults,
    Tolerances tolerances)
    implements Described {

  /** What of the treatment arm a claim is held against. */
  public enum Measure {
    /** From the fault to the last failed or slow answer. */
    DOWNTIME,
    /** The 99th percentile of the whole run. */
    P99
  }

  /**
   * A text's claim and how it is measured.
   *
   * @param text of the source, verbatim
   * @param below the claim holds if the measure is below this
   */
  public record Claim(String id, String text, String source, Measure measure, Duration below)
      implements Quote {}

  /** Which part an arm has. */
  public enum Role {
    CONTROL,
    TREATMENT
  }

  /**
   * One of the two ways to run.
   *
   * @param means what is special about this arm, in words that fit after "with"
   * @param configure properties by kind of node, laid over the topology's
   */
  public record Arm(
      String name, Role role, String means, Map<String, Map<String, String>> configure) {}

  /**
   * The open-model load.
   *
   * @param rate arrivals a second
   * @param late an arrival sent later than this after its due time counts as missed
   */
  public record Load(
      double rate,
      Duration warmUp,
      Duration duration,
      int links,
      double zipf,
      int readsPerWrite,
      Duration timeout,
      Duration late,
      long seed) {}

  /** The faults that a node can have. */
  public enum Action {
    KILL,
    STOP,
    PAUSE,
    DISCONNECT
  }

  /** Which node a fault hits. */
  public sealed interface Target {
    /** The node of this name. */
    record Named(String node) implements Target {}

    /** At the moment of the fault, the first ready node of this kind and, unless empty, role. */
    record Selected(String kind, String role) implements Target {}
  }

  /**
   * Something that is broken on purpose.
   *
   * @param at from the beginning of the measured load
   * @param lift when the node is started or resumed again; null: after the load
   */
  public record Fault(Target target, Action action, Duration at, @Nullable Duration lift) {}

  /**
   * How far the treatment arm may stray, and how bad the control arm must be. Acknowledged writes
   * lost, duplicates and wrong answers need no entry: none is ever tolerated.
   *
   * @param slow an answer slower than this counts as part of the disturbance
   * @param quiet so long without a slow answer ends the disturbance
   * @param controlFails the control arm must fail at least so many requests, or the fault did not
   *     bite
   * @param recovery at most, from the fault to the last failed or slow answer
   * @param attempts null: not asked
   */
  public record Tolerances(
      long failedReads,
      long failedWrites,
      Duration slow,
      Duration quiet,
      Duration recovery,
      Duration p99During,
      long controlFails,
      @Nullable Attempts attempts) {}

  /**
   * The gateway may try the faulted node at most so often, counted from so long after the fault.
   */
  public record Attempts(Duration after, long atMost) {}

  @Override
  public List<Claim> claims() {
    return List.of(claim);
  }

  Arm treatment() {
    return arm(Role.TREATMENT);
  }

  Arm control() {
    return arm(Role.CONTROL);
  }

  private Arm arm(Role role) {
    return arms.stream().filter(arm -> arm.role() == role).findFirst().orElseThrow();
  }
}
