package lab.runner.trial.queue;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import lab.runner.experiment.ExperimentTrouble;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * An open model: requests go out when they are due, whatever became of those before, and latency
 * counts from when one was due (Tene, "How NOT to measure latency": no coordinated omission).
 */
final class OpenLoop {
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final double MOST_LATE = 0.01;
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(1);

  private final double rate;
  private final Duration duration;

  /**
   * What it came to.
   *
   * @param latency of the right answers, in microseconds
   * @param late sent more than 250 ms after they were due
   */
  record Outcome(Histogram latency, long sent, long failed, long late) {
    double millis(double percentile) {
      return latency.getValueAtPercentile(percentile) / 1_000.0;
    }

    boolean behind() {
      return late > MOST_LATE * sent;
    }

    /** With a load generator that falls behind, nothing is known of the lab. */
    Outcome trusted() throws ExperimentTrouble {
      if (behind()) {
        throw new ExperimentTrouble(
            "the load generator fell behind: %,d of %,d requests went out late"
                .formatted(late, sent));
      }
      return this;
    }
  }

  /**
   * So many a second for so long.
   *
   * @param rate requests a second
   */
  OpenLoop(double rate, Duration duration) {
    this.rate = rate;
    this.duration = duration;
  }

  /**
   * Sends the requests, and waits for their answers.
   *
   * @param request sends the nth, from 0 on; true is a right answer
   */
  Outcome run(LongFunction<CompletionStage<Boolean>> request) throws InterruptedException {
    Histogram latency = new ConcurrentHistogram(MOST_MICROS, 3);
    AtomicLong failed = new AtomicLong();
    var open = ConcurrentHashMap.newKeySet();
    long late = 0;
    long count = Math.round(rate * duration.toNanos() / 1e9);
    long begin = System.nanoTime();
    for (long i = 0; i < count; i++) {
      long due = begin + (long) (i * 1e9 / rate);
      sleepUntil(due);
      if (System.nanoTime() - due > LATE_NANOS) {
        late++;
      }
      Long number = i;
      open.add(number);
      var _ =
          request
              .apply(i)
              .whenComplete((right, failure) -> {
                if (failure == null && right) {
                  long micros = (System.nanoTime() - due) / 1_000;
                  latency.recordValue(Math.min(micros, MOST_MICROS));
                } else {
                  failed.incrementAndGet();
                }
                open.remove(number);
              });
    }
    var _ = Patience.until(GRACE, open::isEmpty);
    return new Outcome(latency, count, failed.get() + open.size(), late);
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
