package lab.platform.metrics;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * The lab's latency histogram: 25 buckets per decade, from 0.5 ms to 10 s, so each bound is about
 * 10 % above the previous one.
 *
 * <p>A percentile read from it (Prometheus' {@code histogram_quantile}) lies in the same bucket as
 * the true one, so it is at most 10 % off, whatever the values. The buckets of several instances
 * can be added. The decades are among the bounds: a limit of 100 ms is counted exactly.
 */
public final class Latency {
  private static final int TO_A_DECADE = 25;
  private static final int LOWEST = -33; // 479 µs
  private static final int HIGHEST = 75; // 10 s
  private static final Duration UNIT = Duration.ofMillis(10);

  private static final Duration[] BOUNDS =
      IntStream.rangeClosed(LOWEST, HIGHEST).mapToObj(Latency::bound).toArray(Duration[]::new);

  private Latency() {}

  /** A timer with such a histogram. */
  public static Timer.Builder timer(String name) {
    return Timer.builder(name).serviceLevelObjectives(BOUNDS);
  }

  private static Duration bound(int index) {
    double micros = Math.pow(10, (double) index / TO_A_DECADE) * UNIT.toNanos() / 1000;
    return Duration.ofNanos(Math.round(micros) * 1000);
  }
}
