package lab.loadtest.open;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import lab.loadtest.Distrusted;
import lab.protocol.Lateness;
import org.HdrHistogram.Histogram;

/**
 * Sends requests when they are due by the {@link Schedule}, regardless of the outcome of earlier
 * ones, and measures the latency of each from when it was due. For loads that need no load-testing
 * tool.
 */
public final class OpenLoop {
  private static final String REQUEST = "request";
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Timing timing;
  private final Duration grace;

  /**
   * The result.
   *
   * @param latency of the correct responses, in microseconds
   * @param failed with a wrong response, or without one ten seconds after the last request was sent
   * @param late sent longer after they were due than {@link Lateness} allows
   */
  public record Outcome(Histogram latency, long sent, long failed, long late) {
    /** A percentile of the latency, in milliseconds. */
    public double millis(double percentile) {
      return latency.getValueAtPercentile(percentile) / 1_000.0;
    }

    /** Whether so many were late that the result says nothing about the lab. */
    public boolean behind() {
      return Lateness.isBehind(late, sent);
    }

    /**
     * This result.
     *
     * @throws Distrusted if the load generator fell behind
     */
    public Outcome trusted() throws Distrusted {
      if (behind()) {
        throw new Distrusted(
            "the load generator fell behind: %,d of %,d requests were sent late"
                .formatted(late, sent));
      }
      return this;
    }
  }

  /**
   * A load with a constant rate.
   *
   * @param rate requests per second
   */
  public OpenLoop(double rate, Duration duration) {
    this(rate, duration, GRACE);
  }

  OpenLoop(double rate, Duration duration, Duration grace) {
    this.timing = Timing.of(rate, duration);
    this.grace = grace;
  }

  /**
   * Sends the requests, and waits for their responses.
   *
   * @param request sends the nth request, counted from 0; true means a correct response
   */
  public Outcome run(LongFunction<CompletionStage<Boolean>> request) throws InterruptedException {
    Schedule schedule = Schedule.fromNow(timing);
    var recording =
        new Recording(timing, schedule, Lateness.LATE, Duration.ofDays(1), List.of(REQUEST));
    var open = ConcurrentHashMap.<Long>newKeySet();
    for (long i = 0; i < timing.measured(); i++) {
      long due = schedule.due(i);
      sleepUntil(due);
      var arrival = new Arrival(i, true, REQUEST, due, System.nanoTime());
      recording.sent(arrival);
      open.add(i);
      var _ =
          request
              .apply(i)
              .whenComplete((right, failure) -> {
                long micros =
                    TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - arrival.fromNanos());
                if (failure == null && right) {
                  recording.ok(arrival, micros);
                } else {
                  recording.failed(arrival, REQUEST, micros);
                }
                open.remove(arrival.index());
              });
    }
    var _ = Patience.until(grace, open::isEmpty);
    Recording.Whole whole = recording.whole();
    long failed = whole.sent() - whole.latency().getTotalCount();
    return new Outcome(whole.latency(), whole.sent(), failed, whole.late());
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
