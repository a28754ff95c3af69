package lab.loadtest.open;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import lab.protocol.Samples;
import lab.protocol.Samples.Moment;
import lab.protocol.Samples.WarmUp;
import org.HdrHistogram.Histogram;

/**
 * Everything that is measured, by the second in which a request was <em>due</em>.
 *
 * <p>The histograms contain only correct responses, in microseconds from the intended send time,
 * with three significant digits: a refused connection fails fast, and would improve the
 * percentiles. Failures are counted by kind and listed with their exact times. Thread-safe.
 */
public final class Recording {
  static final int LIST_BOUND = 20_000;

  private final Schedule schedule;
  private final long lateNanos;
  private final long slowMicros;
  private final Second[] seconds;
  private final Second warmUp;
  private final Moments failures = new Moments();
  private final Moments slow = new Moments();

  /**
   * The totals of the measured part.
   *
   * @param latency of the correct responses, in microseconds
   * @param late how many of the sent ones were sent too late
   */
  public record Whole(Histogram latency, long intended, long sent, long late) {}

  /**
   * An empty recording.
   *
   * @param late an arrival sent later than this after it was due counts as late
   * @param slow a correct response slower than this is listed
   * @param operations the possible kinds of request
   */
  public Recording(
      Timing timing, Schedule schedule, Duration late, Duration slow, List<String> operations) {
    this.schedule = schedule;
    this.lateNanos = late.toNanos();
    this.slowMicros = TimeUnit.NANOSECONDS.toMicros(slow.toNanos());
    this.warmUp = new Second(operations);
    this.seconds = new Second[Math.toIntExact((timing.duration().toMillis() + 999) / 1000)];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = new Second(operations);
    }
    long end = timing.firstMeasured() + timing.measured();
    for (long i = timing.firstMeasured(); i < end; i++) {
      seconds[index(i)].intended++;
    }
  }

  /** The arrival was sent. */
  public void sent(Arrival arrival) {
    long behind = arrival.startedNanos() - arrival.dueNanos();
    secondOf(arrival).sent(arrival.measured() && behind > lateNanos);
  }

  /** The arrival received a correct response after this time. */
  public void ok(Arrival arrival, long micros) {
    secondOf(arrival).of(arrival).ok(micros);
    if (arrival.measured() && micros > slowMicros) {
      slow.add(moment(arrival, "slow", micros));
    }
  }

  /** The arrival failed after this time: there is no response, or a wrong one. */
  public void failed(Arrival arrival, String kind, long micros) {
    secondOf(arrival).of(arrival).failed(kind);
    if (arrival.measured()) {
      failures.add(moment(arrival, kind, micros));
    }
  }

  /** Everything recorded so far. */
  public Samples samples(long cpuMillis) {
    List<Samples.Second> all = new ArrayList<>();
    for (int i = 0; i < seconds.length; i++) {
      all.add(seconds[i].sample(i));
    }
    return new Samples(
        schedule.measuredFromMillis(),
        all,
        failures.kept(),
        slow.kept(),
        failures.omitted(),
        slow.omitted(),
        warmUp.warmUp(),
        cpuMillis);
  }

  /** The totals of the measured part so far. */
  public Whole whole() {
    var latency = new Histogram(3);
    long intended = 0;
    long sent = 0;
    long late = 0;
    for (Second second : seconds) {
      synchronized (second) {
        intended += second.intended;
        sent += second.sent;
        late += second.late;
      }
      for (Operation operation : second.operations.values()) {
        operation.addTo(latency);
      }
    }
    return new Whole(latency, intended, sent, late);
  }

  private Moment moment(Arrival arrival, String kind, long micros) {
    return new Moment(
        schedule.toEpochMillis(arrival.dueNanos()), arrival.operation(), kind, micros);
  }

  private Second secondOf(Arrival arrival) {
    return arrival.measured() ? seconds[index(arrival.index())] : warmUp;
  }

  private int index(long arrival) {
    return Math.min(seconds.length - 1, schedule.second(arrival));
  }

  /**
   * At most {@link #LIST_BOUND} moments: the first ones and, since it matters most, always the
   * last.
   */
  private static final class Moments {
    private final List<Moment> kept = new ArrayList<>();
    private long omitted;

    synchronized void add(Moment moment) {
      if (kept.size() < LIST_BOUND) {
        kept.add(moment);
        return;
      }
      omitted++;
      if (moment.at() > kept.getLast().at()) {
        kept.set(LIST_BOUND - 1, moment);
      }
    }

    synchronized List<Moment> kept() {
      return List.copyOf(kept);
    }

    synchronized long omitted() {
      return omitted;
    }
  }

  private static final class Second {
    private long intended;
    private long sent;
    private long late;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    Second(List<String> names) {
      names.forEach(name -> operations.put(name, new Operation()));
    }

    synchronized void sent(boolean wasLate) {
      sent++;
      late += wasLate ? 1 : 0;
    }

    Operation of(Arrival arrival) {
      Operation operation = operations.get(arrival.operation());
      if (operation == null) {
        throw new IllegalArgumentException("unknown operation: " + arrival.operation());
      }
      return operation;
    }

    synchronized Samples.Second sample(int second) {
      Map<String, Samples.Operation> samples = new LinkedHashMap<>();
      operations.forEach((name, operation) -> samples.put(name, operation.sample()));
      return new Samples.Second(second, intended, sent, late, samples);
    }

    synchronized WarmUp warmUp() {
      long ok = 0;
      Map<String, Long> failed = new TreeMap<>();
      for (Operation operation : operations.values()) {
        Samples.Operation sample = operation.sample();
        ok += sample.ok();
        sample.failed().forEach((kind, count) -> failed.merge(kind, count, Long::sum));
      }
      return new WarmUp(sent, ok, failed);
    }
  }

  private static final class Operation {
    private final Histogram latency = new Histogram(3);
    private final Map<String, Long> failed = new TreeMap<>();

    synchronized void ok(long micros) {
      latency.recordValue(micros);
    }

    synchronized void failed(String kind) {
      failed.merge(kind, 1L, Long::sum);
    }

    synchronized Samples.Operation sample() {
      return Samples.Operation.of(latency, failed);
    }

    synchronized void addTo(Histogram all) {
      all.add(latency);
    }
  }
}
