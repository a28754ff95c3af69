package lab.loadtest.open;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When each arrival is due: arrival i at t0 + i / rate, regardless of the outcome of earlier
 * arrivals.
 *
 * <p>A load generator that measures from the moment at which it really sent a request reports
 * figures that are too good. If the server stalls for a second, a closed-loop generator sends one
 * slow request and waits for it, and leaves out the hundreds that users would have sent meanwhile.
 * A generator that is itself delayed sends late and starts its stopwatch late. Either way the worst
 * moments are not measured: this is "coordinated omission". Here the arrivals form an open model
 * (their times do not depend on responses) and each latency counts from the time at which the
 * request was <em>due</em>, so that a delay on either side is included in the percentiles.
 *
 * <p>t0 is determined during the warm-up: the start of each warm-up arrival minus its offset is an
 * estimate that is never too early, so the smallest one is the best. It is frozen with the first
 * measured arrival. The latency of an arrival that still starts before its due time counts from its
 * start, so that an error of t0 can only make a latency too high.
 *
 * <p>Source: Gil Tene, "How NOT to Measure Latency" (2013) and the HdrHistogram and wrk2
 * documentation.
 */
public final class Schedule {
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final long periodNanos;
  private final long firstMeasured;
  private final long epochNanos;
  private final AtomicLong earliest = new AtomicLong(UNKNOWN);
  private volatile long frozen = UNKNOWN;

  /**
   * @param epochMillis the wall clock at {@code nanoTime}, for converting due times to epoch
   *     milliseconds
   */
  public Schedule(Timing timing, long epochMillis, long nanoTime) {
    this.periodNanos = timing.periodNanos();
    this.firstMeasured = timing.firstMeasured();
    this.epochNanos = TimeUnit.MILLISECONDS.toNanos(epochMillis) - nanoTime;
  }

  /** A schedule whose first arrival is due now. */
  static Schedule fromNow(Timing timing) {
    long now = System.nanoTime();
    var schedule = new Schedule(timing, System.currentTimeMillis(), now);
    schedule.warmUp(0, now);
    return schedule;
  }

  /** Records that a warm-up arrival started at this nano time. */
  public void warmUp(long index, long startedNanos) {
    long candidate = startedNanos - index * periodNanos;
    earliest.accumulateAndGet(candidate, Math::min);
  }

  /** The nano time at which a measured arrival is due. The first call fixes t0. */
  public long due(long index) {
    return t0() + index * periodNanos;
  }

  /** How many measured arrivals are due by this nano time, ignoring the end of the load. */
  public long dueBy(long nanoTime) {
    if (frozen == UNKNOWN) {
      return 0;
    }
    return Math.max(0, Math.floorDiv(nanoTime - due(firstMeasured), periodNanos) + 1);
  }

  /** Epoch milliseconds at which the measured part begins. */
  public long measuredFromMillis() {
    return toEpochMillis(due(firstMeasured));
  }

  /** The wall clock at this nano time, in epoch milliseconds. */
  public long toEpochMillis(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime + epochNanos);
  }

  /** The second of the measured part in which an arrival is due, from 0. */
  public int second(long index) {
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
