package lab.loadtest;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;

/**
 * All that is measured, by the second in which a request was <em>due</em>.
 *
 * <p>The histograms hold right answers only, in microseconds from the intended send time with three
 * significant digits: a refused connection is answered fast, and would flatter the percentiles.
 * Failures are counted by kind beside them and listed with their exact times.
 */
final class Recording {
  static final int LIST_BOUND = 20_000;

  /** {@code samples.json}: what the engine reads. Times are epoch milliseconds of due times. */
  record Samples(
      long startedAt,
      double rate,
      long timeoutMillis,
      long lateMillis,
      long slowMillis,
      List<SecondSample> seconds,
      List<Moment> failures,
      List<Moment> slow,
      long failuresOmitted,
      long slowOmitted,
      WarmUp warmUp,
      long acknowledged,
      long unanswered,
      long cpuMillis) {}

  /**
   * @param intended arrivals due in this second
   * @param sent of those, how many were sent at all
   * @param late of the sent, how many more than {@code lateMillis} after they were due
   */
  record SecondSample(
      int second,
      long intended,
      long sent,
      long late,
      OperationSample reads,
      OperationSample writes) {}

  /**
   * @param histogram an HdrHistogram of microseconds, V2 compressed, in base64
   */
  record OperationSample(long ok, Map<String, Long> failed, String histogram) {}

  /** One request worth its exact time. */
  record Moment(long at, String operation, String kind, long micros) {}

  /** The load before the measured part: no latency, but a wrong answer is one at any time. */
  record WarmUp(long sent, long ok, Map<String, Long> failed) {}

  private final Plan plan;
  private final Schedule schedule;
  private final Second[] seconds;
  private final Second warmUp = new Second();
  private final Moments failures = new Moments();
  private final Moments slow = new Moments();

  Recording(Plan plan, Schedule schedule) {
    this.plan = plan;
    this.schedule = schedule;
    this.seconds = new Second[Math.toIntExact((plan.durationMillis() + 999) / 1000)];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = new Second();
    }
    long end = plan.firstMeasured() + plan.measured();
    for (long i = plan.firstMeasured(); i < end; i++) {
      seconds[index(i)].intended++;
    }
  }

  void sent(Arrival arrival) {
    boolean late =
        arrival.measured
            && arrival.startedNanos - arrival.dueNanos > plan.lateMillis() * 1_000_000L;
    secondOf(arrival).sent(late);
  }

  void ok(Arrival arrival, long micros) {
    secondOf(arrival).of(arrival).ok(micros);
    if (arrival.measured && micros > plan.slowMillis() * 1000L) {
      slow.add(moment(arrival, "slow", micros));
    }
  }

  void failed(Arrival arrival, String kind, long micros) {
    secondOf(arrival).of(arrival).failed(kind);
    if (arrival.measured) {
      failures.add(moment(arrival, kind, micros));
    }
  }

  Samples samples(Acknowledgements creates, long cpuMillis) {
    List<SecondSample> all = new ArrayList<>();
    for (int i = 0; i < seconds.length; i++) {
      all.add(seconds[i].sample(i));
    }
    return new Samples(
        schedule.measuredFromMillis(),
        plan.rate(),
        plan.timeoutMillis(),
        plan.lateMillis(),
        plan.slowMillis(),
        all,
        failures.kept,
        slow.kept,
        failures.omitted,
        slow.omitted,
        warmUp.warmUp(),
        creates.count(),
        creates.unansweredCount(),
        cpuMillis);
  }

  private Moment moment(Arrival arrival, String kind, long micros) {
    String operation = arrival.reads() ? "read" : "write";
    return new Moment(schedule.toEpochMillis(arrival.dueNanos), operation, kind, micros);
  }

  private Second secondOf(Arrival arrival) {
    return arrival.measured ? seconds[index(arrival.index)] : warmUp;
  }

  private int index(long arrival) {
    return Math.min(seconds.length - 1, schedule.second(arrival));
  }

  /**
   * The first {@link #LIST_BOUND} moments and, since the last one matters most, always the last.
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
  }

  private static final class Second {
    private long intended;
    private long sent;
    private long late;
    private final Operation reads = new Operation();
    private final Operation writes = new Operation();

    synchronized void sent(boolean wasLate) {
      sent++;
      late += wasLate ? 1 : 0;
    }

    Operation of(Arrival arrival) {
      return arrival.reads() ? reads : writes;
    }

    synchronized SecondSample sample(int second) {
      return new SecondSample(second, intended, sent, late, reads.sample(), writes.sample());
    }

    synchronized WarmUp warmUp() {
      OperationSample read = reads.sample();
      OperationSample write = writes.sample();
      Map<String, Long> failed = new TreeMap<>(read.failed());
      write.failed().forEach((kind, count) -> failed.merge(kind, count, Long::sum));
      return new WarmUp(sent, read.ok() + write.ok(), failed);
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

    synchronized OperationSample sample() {
      ByteBuffer buffer = ByteBuffer.allocate(latency.getNeededByteBufferCapacity());
      int length = latency.encodeIntoCompressedByteBuffer(buffer, Deflater.BEST_COMPRESSION);
      byte[] bytes = new byte[length];
      buffer.flip().get(bytes, 0, length);
      String encoded = Base64.getEncoder().encodeToString(bytes);
      return new OperationSample(latency.getTotalCount(), new TreeMap<>(failed), encoded);
    }
  }
}
