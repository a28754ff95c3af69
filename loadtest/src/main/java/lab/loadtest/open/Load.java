package lab.loadtest.open;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import lab.protocol.Event;
import lab.protocol.Plan;
import lab.protocol.Samples;

/**
 * A load whose requests are sent by somebody else: it hands out arrivals, receives their outcomes,
 * and updates recording, progress and live figures. Thread-safe.
 */
public final class Load {
  private final Timing timing;
  private final List<String> operations;
  private final LongFunction<String> mix;
  private final LongConsumer started;
  private final Schedule schedule;
  private final Recording recording;
  private final Progress progress = new Progress();
  private final Optional<LoadMetrics> live;
  private final AtomicLong arrivals = new AtomicLong();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Map<String, Long> due = new HashMap<>();
  private long dueUpTo;

  /**
   * The requests of a load.
   *
   * @param late an arrival sent later than this after it was due counts as missed
   * @param slow a correct response slower than this is listed with its exact time
   * @param operations the kinds of request
   * @param mix the kind of an arrival, by its index
   */
  public record Requests(
      Duration late, Duration slow, List<String> operations, LongFunction<String> mix) {}

  /**
   * A load that has not begun.
   *
   * @param live has the labels of the live figures; empty for none
   * @param started called once when the measured part begins, with epoch milliseconds
   */
  public Load(Timing timing, Requests requests, Optional<Plan.Live> live, LongConsumer started) {
    this.timing = timing;
    this.operations = requests.operations();
    this.mix = requests.mix();
    this.started = started;
    this.schedule = new Schedule(timing, System.currentTimeMillis(), System.nanoTime());
    this.recording = new Recording(timing, schedule, requests.late(), requests.slow(), operations);
    this.live =
        live.map(to -> new LoadMetrics(to.experiment(), to.arm(), operations, this::dueByNow));
  }

  /** The next arrival, sent now; empty if there are no more. */
  public Optional<Arrival> arrive() {
    long now = System.nanoTime();
    long index = arrivals.getAndIncrement();
    if (index >= timing.firstMeasured() + timing.measured()) {
      return Optional.empty();
    }
    if (index < timing.firstMeasured()) {
      schedule.warmUp(index, now);
    }
    boolean measured = timing.isMeasured(index);
    long dueAt = measured ? schedule.due(index) : now;
    Arrival arrival = new Arrival(index, measured, mix.apply(index), dueAt, now);
    if (measured && begun.compareAndSet(false, true)) {
      started.accept(schedule.measuredFromMillis());
    }
    return Optional.of(sent(arrival));
  }

  /** A request before the load, sent now. Like the warm-up, it is not included in any figure. */
  public Arrival rehearse(String operation) {
    long now = System.nanoTime();
    return sent(new Arrival(-1, false, operation, now, now));
  }

  private Arrival sent(Arrival arrival) {
    recording.sent(arrival);
    progress.sent();
    if (arrival.measured()) {
      live.ifPresent(metrics -> metrics.sent(arrival));
    }
    return arrival;
  }

  /** The arrival received a correct response, now. */
  public void ok(Arrival arrival) {
    long micros = micros(arrival);
    recording.ok(arrival, micros);
    progress.ok(micros);
    if (arrival.measured()) {
      live.ifPresent(metrics -> metrics.ok(arrival, micros));
    }
  }

  /** The arrival failed, now: there is no response, or a wrong one. */
  public void failed(Arrival arrival, String kind) {
    recording.failed(arrival, kind, micros(arrival));
    progress.failed();
    if (arrival.measured()) {
      live.ifPresent(metrics -> metrics.failed(arrival, kind));
    }
  }

  private static long micros(Arrival arrival) {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - arrival.fromNanos());
  }

  /** Continues from where the previous call stopped. */
  private synchronized Map<String, Long> dueByNow() {
    long now = Math.min(schedule.dueBy(System.nanoTime()), timing.measured());
    while (dueUpTo < now) {
      due.merge(mix.apply(timing.firstMeasured() + dueUpTo++), 1L, Long::sum);
    }
    return Map.copyOf(due);
  }

  /** Pushes the live figures there, until closed. */
  public Optional<MetricsPush> push(Optional<Plan.Live> to, String token) {
    return live.flatMap(
        metrics -> to.map(taker -> new MetricsPush(taker.url(), token, metrics::text)));
  }

  /** Reports every second what happened in it, until shut down. */
  public ScheduledExecutorService report(Consumer<Event.Second> listener) {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("progress").unstarted(task));
    var _ = progress.take(); // discards what happened before
    AtomicLong second = new AtomicLong();
    var _ =
        clock.scheduleAtFixedRate(
            () -> listener.accept(second(second.incrementAndGet(), progress.take())),
            1,
            1,
            TimeUnit.SECONDS);
    return clock;
  }

  private Event.Second second(long number, Progress.Delta delta) {
    return new Event.Second(
        number, !begun.get(), delta.sent(), delta.ok(), delta.failed(), delta.p99Micros());
  }

  /** Everything that was measured. */
  public Samples samples(long cpuMillis) {
    return recording.samples(cpuMillis);
  }
}
