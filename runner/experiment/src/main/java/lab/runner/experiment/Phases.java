package lab.runner.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lab.protocol.Samples;
import lab.protocol.Samples.Moment;
import lab.protocol.Samples.Operation;
import lab.protocol.Samples.Second;

/**
 * Divides an arm into phases at its faults. Figures are per second, so a second that a fault
 * touches belongs to "during" as a whole.
 *
 * <p>A failure belongs to the time at which it occurred, not to the time at which its request was
 * due: a request that was in flight at the fault and then failed did so because of the fault, and
 * is no sign that the system was unsteady before. So "before" has the failures that occurred before
 * the fault, and "during" has the others, with their requests.
 */
public final class Phases {
  /** The names of the phases, in order. */
  public static final List<String> NAMES = List.of("before", "during", "after");

  /** {@link Moment#end()} may be early by this much, in milliseconds. */
  private static final long ROUNDING = 2;

  private Phases() {}

  /**
   * The seconds of each phase, by the name of the phase.
   *
   * @param fromMillis time of the first fault, since the beginning of the measured load
   * @param toMillis when all faults were lifted and the system had recovered, likewise
   */
  static Map<String, List<Second>> of(Samples samples, long fromMillis, long toMillis) {
    List<Moment> felt =
        samples.failures().stream()
            .filter(failure -> failure.end() - samples.startedAt() + ROUNDING > fromMillis)
            .toList();
    List<Second> before = new ArrayList<>();
    List<Second> during = new ArrayList<>();
    List<Second> after = new ArrayList<>();
    for (Second second : samples.seconds()) {
      long begin = second.second() * 1000L;
      long end = begin + 1000;
      if (end <= fromMillis) {
        Second inFlight = inFlight(second, felt, samples.startedAt() + begin);
        before.add(second.without(inFlight));
        during.add(inFlight);
      } else if (begin <= toMillis) {
        during.add(second);
      } else {
        after.add(second);
      }
    }
    Map<String, List<Second>> phases = new LinkedHashMap<>();
    phases.put("before", before);
    phases.put("during", during);
    phases.put("after", after);
    return phases;
  }

  /**
   * How many requests were already slow at the time of the fault, whatever their outcome: the fault
   * was not the cause, even if they ended after it.
   *
   * @param fromMillis time of the first fault, since the beginning of the measured load
   * @param slowMillis a request that takes longer than this is slow
   */
  static long slowBefore(Samples samples, long fromMillis, long slowMillis) {
    return Stream.concat(samples.failures().stream(), samples.slow().stream())
        .filter(moment -> moment.micros() > slowMillis * 1000)
        .filter(moment -> moment.at() - samples.startedAt() + slowMillis <= fromMillis)
        .count();
  }

  /** The requests of a second before the fault that failed because of it. */
  private static Second inFlight(Second second, List<Moment> felt, long begin) {
    List<Moment> due =
        felt.stream().filter(moment -> moment.at() >= begin && moment.at() < begin + 1000).toList();
    Map<String, Operation> failed = new TreeMap<>();
    second.operations().forEach((name, all) -> failed.put(name, failed(due, name, all)));
    return Second.ofFailures(second.second(), failed);
  }

  /**
   * Failures by kind, of each kind at most as many as the second has: times are truncated, so one
   * may belong to the neighbouring second.
   */
  private static Operation failed(List<Moment> due, String operation, Operation all) {
    Map<String, Long> failed = new TreeMap<>();
    due.stream()
        .filter(moment -> moment.operation().equals(operation))
        .forEach(moment -> failed.merge(moment.kind(), 1L, Long::sum));
    failed.replaceAll((kind, count) -> Math.min(count, all.failed().getOrDefault(kind, 0L)));
    return new Operation(0, failed, "");
  }
}
