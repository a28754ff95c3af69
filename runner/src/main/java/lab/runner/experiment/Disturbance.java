package lab.runner.experiment;

import java.util.Comparator;
import java.util.List;

/**
 * How long a fault was felt: from the fault until the last failed or slow answer came.
 *
 * <p>Failures after the fault always count. A slow answer counts if its request was due within the
 * quiet time after the fault or after the last slow answer that counted: as long, that is, as the
 * system has not been calm in between, so that one hiccup a minute later is not put down to the
 * fault. A request in flight at the fault counts too. Nothing failed and nothing slow is 0.
 */
final class Disturbance {
  private Disturbance() {}

  static long recoveryMillis(
      long faultAt, List<Samples.Moment> failures, List<Samples.Moment> slow, long quietMillis) {
    long lastFailure = failures.stream().mapToLong(Samples.Moment::end).max().orElse(faultAt);
    List<Samples.Moment> felt =
        slow.stream()
            .filter(moment -> moment.end() >= faultAt)
            .sorted(Comparator.comparingLong(Samples.Moment::at))
            .toList();
    long last = faultAt;
    for (Samples.Moment moment : felt) {
      if (moment.at() - last > quietMillis) {
        break;
      }
      last = Math.max(last, moment.end());
    }
    return Math.max(last, lastFailure) - faultAt;
  }
}
