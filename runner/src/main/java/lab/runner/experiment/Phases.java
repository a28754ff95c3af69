package lab.runner.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides an arm at its faults. The figures come by the second, so a second that the fault touches
 * belongs to "during" as a whole.
 */
final class Phases {
  private Phases() {}

  /**
   * @param fromMillis the first fault, from the beginning of the measured load
   * @param toMillis when all was lifted and recovered
   */
  static List<Result.Phase> of(List<Samples.Second> seconds, long fromMillis, long toMillis) {
    List<Samples.Second> before = new ArrayList<>();
    List<Samples.Second> during = new ArrayList<>();
    List<Samples.Second> after = new ArrayList<>();
    for (Samples.Second second : seconds) {
      long begin = second.second() * 1000L;
      long end = begin + 1000;
      if (end <= fromMillis) {
        before.add(second);
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
}
