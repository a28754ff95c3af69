package lab.runner.experiment;

import java.util.Comparator;
import java.util.List;
import lab.protocol.Samples;

/**
 * How long users felt a fault: from the fault until the last failed or slow response.
 *
 * <p>Failures after the fault always count. A slow response counts if its request was due within
 * the quiet time after the fault, or after the last slow response that counted. So the disturbance
 * ends once the system has been calm for that time, and a hiccup a minute later is not attributed
 * to the fault. A request in flight at the fault counts too. If nothing failed and nothing was
 * slow, the duration is 0.
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
