package lab.loadtest;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When each arrival is due: arrival i at t0 + i / rate, whatever became of the arrivals before it.
 *
 * <p>A load generator that measures from the moment it really sent a request tells a flattering
 * tale. If the server stalls for a second, a closed-loop generator sends one slow request and then
 * waits with it, leaving out the hundreds that users would have sent meanwhile; and a generator
 * that is itself held up sends late and starts its stopwatch late. Either way the worst moments are
 * the ones that are not measured: "coordinated omission". Here the arrivals form an open model
 * (their times do not depend on answers) and each latency counts from the time at which the request
 * was <em>due</em>, so that a delay on either side lands in the percentiles.
 *
 * <p>t0 is found during the warm-up: the start of each warm-up arrival minus its offset gives an
 * estimate that is never too early, so the least of them is the truest. It is frozen with the first
 * measured arrival. An arrival that still starts before its due time counts from its start: the
 * error of a latency is then on the pessimistic side only.
 *
 * <p>Source: Gil Tene, "How NOT to Measure Latency" (2013) and the HdrHistogram and wrk2
 * documentation.
 */
final class Schedule {
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final long periodNanos;
  private final long firstMeasured;
  private final long epochNanos;
  private final AtomicLong earliest = new AtomicLong(UNKNOWN);
  private volatile long frozen = UNKNOWN;

  /**
   * @param epochMillis the wall clock at {@code nanoTime}, so that due times can be told as epoch
   *     milliseconds
   */
  Schedule(Plan plan, long epochMillis, long nanoTime) {
    this.periodNanos = plan.periodNanos();
    this.firstMeasured = plan.firstMeasured();
    this.epochNanos = TimeUnit.MILLISECONDS.toNanos(epochMillis) - nanoTime;
  }

  /** Notes that a warm-up arrival started at this nano time. */
  void warmUp(long index, long startedNanos) {
    long candidate = startedNanos - index * periodNanos;
    earliest.accumulateAndGet(candidate, Math::min);
  }

  /** The nano time at which a measured arrival is due. The first call fixes t0. */
  long due(long index) {
    return t0() + index * periodNanos;
  }

  /** How many measured arrivals are due by this nano time, were there no end to them. */
  long dueBy(long nanoTime) {
    if (frozen == UNKNOWN) {
      return 0;
    }
    return Math.max(0, Math.floorDiv(nanoTime - due(firstMeasured), periodNanos) + 1);
  }

  /** Epoch milliseconds at which the measured part begins. */
  long measuredFromMillis() {
    return toEpochMillis(due(firstMeasured));
  }

  long toEpochMillis(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime + epochNanos);
  }

  /** Which second of the measured part an arrival is due in, from 0. */
  int second(long index) {
    return (int) ((index - firstMeasured) * periodNanos / TimeUnit.SECONDS.toNanos(1));
  }

  private long t0() {
    long known = frozen;
    if (known != UNKNOWN) {
      return known;
    }
    synchronized (earliest) {
      if (frozen == UNKNOWN) {
        frozen = earliest.get();
      }
      return frozen;
    }
  }
}
