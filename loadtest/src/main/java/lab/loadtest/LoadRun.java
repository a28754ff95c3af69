package lab.loadtest;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import lab.loadtest.Arrival.Link;
import lab.loadtest.Outcome.Acknowledged;
import lab.loadtest.Outcome.Failed;
import lab.loadtest.Outcome.Right;
import org.jspecify.annotations.Nullable;

/** One run: hands an arrival to each virtual user and takes in what became of it. */
final class LoadRun {
  // Gatling makes the simulation itself, without arguments: this is how it finds its run.
  private static volatile @Nullable LoadRun current;

  final Plan plan;
  private final Events events;
  private final Acknowledgements acknowledgements;
  private final Writes writes;
  private final Population population;
  private final ZipfSampler zipf;
  private final Schedule schedule;
  private final Recording recording;
  private final Progress progress = new Progress();
  private final Optional<LoadMetrics> live;
  private final AtomicLong arrivals = new AtomicLong();
  private final AtomicLong rehearsed = new AtomicLong(-1); // counts down: no arrival's index
  private final AtomicBoolean started = new AtomicBoolean();
  private final LongAdder measuredFailed = new LongAdder();

  LoadRun(
      Plan plan,
      Events events,
      Acknowledgements acknowledgements,
      Writes writes,
      List<Link> links) {
    this.plan = plan;
    this.events = events;
    this.acknowledgements = acknowledgements;
    this.writes = writes;
    this.population = new Population(links.size() * 2);
    links.forEach(population::add);
    this.zipf = new ZipfSampler(plan.zipf());
    this.schedule = new Schedule(plan, System.currentTimeMillis(), System.nanoTime());
    this.recording = new Recording(plan, schedule);
    this.live = plan.live().map(to -> new LoadMetrics(to.experiment(), to.arm(), this::due));
    current = this;
  }

  static LoadRun current() {
    LoadRun run = current;
    if (run == null) {
      throw new IllegalStateException("the simulation runs only through lab.loadtest.LoadTest");
    }
    return run;
  }

  /** The next virtual user's arrival, sent now. */
  Arrival arrive() {
    long now = System.nanoTime();
    long index = arrivals.getAndIncrement();
    long inMeasured = index - plan.firstMeasured();
    boolean measured = inMeasured >= 0 && inMeasured < plan.measured();
    if (inMeasured < 0) {
      schedule.warmUp(index, now);
    }
    long due = measured ? schedule.due(index) : now;
    Arrival arrival = new Arrival(index, measured, due, now, intent(index));
    if (measured && started.compareAndSet(false, true)) {
      events.started(schedule.measuredFromMillis());
    }
    recording.sent(arrival);
    progress.sent();
    if (measured) {
      live.ifPresent(metrics -> metrics.sent(arrival));
    }
    return arrival;
  }

  /** A read before the load, sent now. Like the warm-up's, it is in no figure. */
  Arrival rehearse() {
    long now = System.nanoTime();
    Arrival arrival = new Arrival(0, false, now, now, read(rehearsed.getAndDecrement()));
    recording.sent(arrival);
    progress.sent();
    return arrival;
  }

  Outcome finish(Arrival arrival) {
    long now = System.nanoTime();
    long micros = TimeUnit.NANOSECONDS.toMicros(now - arrival.fromNanos());
    long timeout = TimeUnit.MILLISECONDS.toNanos(plan.timeoutMillis());
    Outcome outcome = Answers.judge(arrival, now - arrival.startedNanos, timeout);
    switch (outcome) {
      case Right _ -> ok(arrival, micros);
      case Acknowledged(Link link) -> {
        acknowledgements.acknowledged(link, key(arrival), schedule.toEpochMillis(now));
        population.add(link);
        ok(arrival, micros);
      }
      case Failed(String kind, boolean unanswered) -> {
        if (unanswered && !arrival.reads()) {
          acknowledgements.unanswered();
        }
        recording.failed(arrival, kind, micros);
        progress.failed();
        if (arrival.measured) {
          measuredFailed.increment();
          live.ifPresent(metrics -> metrics.failed(arrival, kind));
        }
      }
    }
    return outcome;
  }

  /** What is due by now, for the live figures. */
  private LoadMetrics.Due due() {
    long due = Math.min(schedule.dueBy(System.nanoTime()), plan.measured());
    long writing = plan.writesAmong(due);
    return new LoadMetrics.Due(due - writing, writing);
  }

  /** Tells whoever the plan names how it goes, until closed. */
  Optional<MetricsPush> push(String token) {
    return live.flatMap(
        metrics -> plan.live().map(to -> new MetricsPush(to.url(), token, metrics::text)));
  }

  /** Tells the parent every second how it goes, until closed. */
  ScheduledExecutorService report() {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("progress").unstarted(task));
    var _ = progress.take(); // of the rehearsal
    AtomicLong second = new AtomicLong();
    Runnable tell = () -> events.second(second.incrementAndGet(), !started.get(), progress.take());
    var _ = clock.scheduleAtFixedRate(tell, 1, 1, TimeUnit.SECONDS);
    return clock;
  }

  Recording.Samples samples(long cpuMillis) {
    return recording.samples(acknowledgements, cpuMillis);
  }

  /** To be called last: says that all is written. */
  void finished(Recording.Samples samples) {
    long intended = samples.seconds().stream().mapToLong(Recording.SecondSample::intended).sum();
    long sent = samples.seconds().stream().mapToLong(Recording.SecondSample::sent).sum();
    long late = samples.seconds().stream().mapToLong(Recording.SecondSample::late).sum();
    events.finished(sent, measuredFailed.sum(), intended - sent + late);
  }

  private void ok(Arrival arrival, long micros) {
    recording.ok(arrival, micros);
    progress.ok(micros);
    if (arrival.measured) {
      live.ifPresent(metrics -> metrics.ok(arrival, micros));
    }
  }

  private Arrival.Intent intent(long index) {
    return plan.writes(index) ? writes.next() : read(index);
  }

  private Arrival.Read read(long index) {
    // A generator of its own for each arrival: the choice depends on the seed and the index only.
    var random = new SplittableRandom(plan.seed() * 0x9E3779B97F4A7C15L + index);
    return new Arrival.Read(population.at(zipf.rank(population.size(), random)));
  }

  private static String key(Arrival arrival) {
    return switch (arrival.intent) {
      case Arrival.Write write -> write.key();
      case Arrival.Read _ -> throw new IllegalStateException("a read acknowledges no link");
    };
  }
}
