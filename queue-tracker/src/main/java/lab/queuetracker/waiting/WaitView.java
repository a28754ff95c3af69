package lab.queuetracker.waiting;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import lab.queuetracker.prediction.WaitEstimate;

/**
 * An estimate as clients see it, in seconds.
 *
 * @param range 90 % of waits lie between these two
 */
public record WaitView(
    @JsonProperty("expected_wait_seconds") long expected,
    @JsonProperty("wait_range_seconds") List<Long> range) {

  public static WaitView of(WaitEstimate estimate) {
    return new WaitView(
        seconds(estimate.expected()), List.of(seconds(estimate.low()), seconds(estimate.high())));
  }

  private static long seconds(Duration duration) {
    return Math.round(duration.toMillis() / 1000.0);
  }
}
