package lab.loadtest.queuetracker.traffic;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import lab.loadtest.queuetracker.traffic.QueueClient.Action;
import lab.loadtest.queuetracker.traffic.QueueClient.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Simulates people in lines on a plausible day. People come regardless of the service's responses
 * (an open model); c counters call the next one and take an exponentially distributed time. The
 * lines belong to the service: people whom other clients added are called like everybody else.
 *
 * <p>All decisions are made in one thread; requests do not block it, and their responses are passed
 * back to it.
 */
public final class Traffic implements AutoCloseable {
  private static final double NO_SHOWS = 0.04;
  private static final double IMPATIENT = 0.08;
  private static final double MEAN_PATIENCE_SECONDS = 600;

  private final ScheduledExecutorService loop =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("traffic").factory());
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final QueueClient client;
  private final List<Counters> places = new ArrayList<>();
  private final double speed;
  private final Pace pace;
  private final double begin;
  private final long beginNanos = System.nanoTime();
  private volatile Totals totals = Totals.NONE;

  /**
   * The parameters of the traffic.
   *
   * @param places how many of the first places to use; all if there are fewer
   * @param speed how many times as fast as a clock the day passes
   * @param rate maximum requests per second
   * @param begin the time of day, UTC, at which it begins
   */
  public record Settings(int places, double speed, int rate, long seed, LocalTime begin) {}

  /**
   * Reads the places; nobody comes yet.
   *
   * @throws IOException saying what is wrong
   */
  public Traffic(URI gateway, Settings settings) throws IOException, InterruptedException {
    client = new QueueClient(gateway);
    begin = settings.begin().toSecondOfDay();
    var random = new SplittableRandom(settings.seed());
    var found = client.places(settings.places(), random);
    if (found.isEmpty()) {
      throw new IOException(gateway + " has no places.");
    }
    speed = Pace.speed(found, settings.speed(), settings.rate());
    pace = new Pace(settings.rate());
    found.forEach(place -> places.add(new Counters(place, random.split())));
  }

  public int places() {
    return places.size();
  }

  /** How fast time passes: as wanted or, if the rate does not allow that, slower. */
  public double speed() {
    return speed;
  }

  public Totals totals() {
    return totals;
  }

  /**
   * Runs until the time is over or {@link #stop} is called.
   *
   * @param time null for no end
   * @param eachSecond receives the totals so far
   */
  public void run(@Nullable Duration time, Consumer<Totals> eachSecond)
      throws InterruptedException {
    loop.execute(() -> places.forEach(Counters::nextComes));
    var _ = loop.scheduleAtFixedRate(() -> eachSecond.accept(totals), 1, 1, TimeUnit.SECONDS);
    if (time == null) {
      stopped.await();
    } else {
      var _ = stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
    loop.shutdownNow();
  }

  /** Ends {@link #run}; can be called from any thread. */
  public void stop() {
    stopped.countDown();
  }

  @Override
  public void close() {
    stop();
    loop.shutdownNow();
    client.close();
  }

  private void after(double seconds, Runnable task) {
    long nanos = (long) (Math.max(0, seconds) / speed * 1e9);
    var _ = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  private double now() {
    return begin + (System.nanoTime() - beginNanos) / 1e9 * speed;
  }

  /** Sends a request when its turn has come, and passes the response back to the loop. */
  private void ask(Action action, Place place, @Nullable String ticket, Consumer<Answer> then) {
    Runnable send =
        () -> {
          var _ =
              client
                  .ask(action, place.location(), ticket)
                  .thenAccept(answer -> inLoop(() -> answered(action, answer, then)));
        };
    var _ = loop.schedule(send, pace.nextNanos(System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private void inLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // it is over, and responses that arrive now do not count
    }
  }

  private void answered(Action action, Answer answer, Consumer<Answer> then) {
    totals =
        switch (answer) {
          case Answer.Done _ -> totals.plus(action);
          case Answer.Refused _ -> totals;
          case Answer.Failed _ -> totals.plusError();
        };
    then.accept(answer);
  }

  /** One place: its customers and its counters. */
  private final class Counters {
    private final Place place;
    private final RandomGenerator random;
    private final Arrivals arrivals;
    private int busy;

    Counters(Place place, SplittableRandom random) {
      this.place = place;
      this.arrivals = new Arrivals(place, begin, random.split());
      this.random = random;
    }

    void nextComes() {
      after(
          arrivals.next() - now(),
          () -> {
            ask(Action.JOIN, place, null, this::joined);
            nextComes();
          });
    }

    private void joined(Answer answer) {
      if (answer instanceof Answer.Done(int length, String ticket)) {
        if (ticket != null && random.nextDouble() < IMPATIENT) {
          after(
              Arrivals.exponential(MEAN_PATIENCE_SECONDS, random),
              () -> ask(Action.LEAVE, place, ticket, this::call));
        }
        callOf(length);
      }
    }

    private void call(Answer answer) {
      if (answer instanceof Answer.Done(int length, var _)) {
        callOf(length);
      }
    }

    /** Every free counter calls a person in line whom no other counter has called. */
    private void callOf(int length) {
      while (busy < place.counters() && busy < length) {
        busy++;
        boolean isThere = random.nextDouble() >= NO_SHOWS;
        after(
            isThere ? Arrivals.exponential(place.meanServiceSeconds(), random) : 0,
            () -> ask(isThere ? Action.SERVED : Action.NO_SHOW, place, null, this::free));
      }
    }

    private void free(Answer answer) {
      busy--;
      call(answer);
    }
  }
}
