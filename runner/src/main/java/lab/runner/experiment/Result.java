package lab.runner.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a run found out.
 *
 * @param command that repeats the run
 * @param arms those that were run to their end, possibly none
 */
public record Result(
    Experiment experiment,
    boolean shortForm,
    Instant startedAt,
    String command,
    Machine machine,
    Map<String, String> versions,
    Health health,
    ClaimVerdict claim,
    List<ArmResult> arms,
    Ledger ledger) {

  /** Where it ran. */
  public record Machine(int cores, long memoryBytes, String os, String arch, String jdk) {}

  /**
   * What one arm came to.
   *
   * @param warmUpWrong wrong answers during the warm-up
   * @param slowBefore requests that were slow already when the first fault came
   * @param faults as they really came, in milliseconds from the beginning of the measured load
   * @param recoveryMillis null if no fault was injected
   * @param traffic how the gateway turned from the dead node, null if not asked for or not told
   */
  public record ArmResult(
      Experiment.Arm arm,
      Figures figures,
      long warmUpWrong,
      long slowBefore,
      List<Phase> phases,
      List<InjectedFault> faults,
      @Nullable Long recoveryMillis,
      @Nullable Traffic traffic,
      Ledger ledger,
      List<Point> seconds,
      long loadCpuMillis) {
    public Figures phase(String name) {
      return phases.stream()
          .filter(phase -> phase.name().equals(name))
          .findFirst()
          .orElseThrow()
          .figures();
    }
  }

  /** {@code before}, {@code during} or {@code after} the fault. */
  public record Phase(String name, Figures figures) {}

  /** One second of the run, for the chart. */
  public record Point(int second, Figures figures) {}

  /**
   * A fault as it really came, in milliseconds from the beginning of the measured load.
   *
   * @param liftAtMillis when the lift began
   * @param liftedAtMillis when the node was ready again
   */
  public record InjectedFault(
      String node, String fault, long atMillis, long liftAtMillis, long liftedAtMillis) {}

  /**
   * How the gateway turned from the dead node.
   *
   * @param offMillis from the fault to the last sample in which the gateway still tried the node
   * @param attemptsAfter how often it tried the node from the tolerance's time on until the lift
   */
  public record Traffic(long offMillis, long attemptsAfter) {}

  /**
   * What became of the acknowledged creates.
   *
   * @param lost acknowledged, and gone
   * @param duplicated one code for two URLs, or two codes for one idempotency key
   * @param stale the code leads to another URL than the acknowledged one
   * @param outOfOrder null: links have no order
   * @param unknown creates without a conclusive answer
   * @param unread acknowledged creates that could not be read back
   */
  public record Ledger(
      long acknowledged,
      long lost,
      long duplicated,
      long stale,
      @Nullable Long outOfOrder,
      long unknown,
      long unread) {
    static final Ledger EMPTY = new Ledger(0, 0, 0, 0, null, 0, 0);

    Ledger plus(Ledger other) {
      return new Ledger(
          acknowledged + other.acknowledged,
          lost + other.lost,
          duplicated + other.duplicated,
          stale + other.stale,
          null,
          unknown + other.unknown,
          unread + other.unread);
    }
  }
}
