package lab.runner.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Divides an arm at its faults. The figures come by the second, so a second that the fault touches
 * belongs to "during" as a whole.
 *
 * <p>A failure belongs to the time at which it came, not to the one at which its request was due: a
 * request that was in flight when the fault came and failed then is the fault's, and no sign that
 * the system was unsteady before. So "before" has the failures that had come by the fault, and
 * "during" the others, with their requests.
 */
final class Phases {
  /** A moment's end may be told so much too early. */
  private static final long ROUNDING = 2;

  private Phases() {}

  /**
   * @param fromMillis the first fault, from the beginning of the measured load
   * @param toMillis when all was lifted and recovered
   */
  static List<Result.Phase> of(Samples samples, long fromMillis, long toMillis) {
    List<Samples.Moment> felt =
        samples.failures().stream()
            .filter(failure -> failure.end() - samples.startedAt() + ROUNDING > fromMillis)
            .toList();
    List<Samples.Second> before = new ArrayList<>();
    List<Samples.Second> during = new ArrayList<>();
    List<Samples.Second> after = new ArrayList<>();
    for (Samples.Second second : samples.seconds()) {
      long begin = second.second() * 1000L;
      long end = begin + 1000;
      if (end <= fromMillis) {
        Samples.Second inFlight = inFlight(second, felt, samples.startedAt() + begin);
        before.add(second.without(inFlight));
        during.add(inFlight);
      } else if (begin <= toMillis) {
        during.add(second);
      } else {
        after.add(second);
      }
    }
    return List.of(
        new Result.Phase("before", Figures.of(before)),
        new Result.Phase("during", Figures.of(during)),
        new Result.Phase("after", Figures.of(after)));
  }

  /**
   * How many requests were slow already when the fault came, whatever became of them: those were
   * not the fault's, wherever they ended.
   *
   * @param fromMillis the first fault, from the beginning of the measured load
   * @param slowMillis longer than this is slow
   */
  static long slowBefore(Samples samples, long fromMillis, long slowMillis) {
    return Stream.concat(samples.failures().stream(), samples.slow().stream())
        .filter(moment -> moment.micros() > slowMillis * 1000)
        .filter(moment -> moment.at() - samples.startedAt() + slowMillis <= fromMillis)
        .count();
  }

  /** Of a second before the fault, the requests that failed by it. */
  private static Samples.Second inFlight(
      Samples.Second second, List<Samples.Moment> felt, long begin) {
    List<Samples.Moment> due =
        felt.stream().filter(moment -> moment.at() >= begin && moment.at() < begin + 1000).toList();
    return Samples.Second.ofFailures(
        second.second(),
        failed(due, "read", second.reads()),
        failed(due, "write", second.writes()));
  }

  /**
   * By kind, and of each no more than the second has: times are cut off, so one may be next door.
   */
  private static Samples.Operation failed(
      List<Samples.Moment> due, String operation, Samples.Operation all) {
    Map<String, Long> failed = new TreeMap<>();
    due.stream()
        .filter(moment -> moment.operation().equals(operation))
        .forEach(moment -> failed.merge(moment.kind(), 1L, Long::sum));
    failed.replaceAll((kind, count) -> Math.min(count, all.failed().getOrDefault(kind, 0L)));
    return new Samples.Operation(0, failed, "");
  }
}
