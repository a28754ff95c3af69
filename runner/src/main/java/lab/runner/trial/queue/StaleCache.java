package lab.runner.trial.queue;

import static lab.runner.trial.Unit.COUNT;
import static lab.runner.trial.Unit.MILLIS;
import static lab.runner.trial.Unit.SHARE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import lab.runner.experiment.ExperimentTrouble;
import lab.runner.experiment.Section;
import lab.runner.queue.QueueApi;
import lab.runner.trial.Bench;
import lab.runner.trial.Measure;
import lab.runner.trial.Trial;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How old the answers are while lines move. An answer's age is the time since a later length was
 * acknowledged, counted when the question was asked; a right answer's age is 0. Then every Redis is
 * killed, and the questions go on.
 */
public final class StaleCache implements Trial {
  private static final Duration KILL_AFTER = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long MOST_MILLIS = Duration.ofHours(1).toMillis();

  private final int places;
  private final double reads;
  private final double changes;
  private final Duration warmUp;
  private final Duration duration;
  private final Duration withoutRedis;

  /** Reads the settings. */
  public StaleCache(Section settings) {
    places = (int) settings.count("places", 1, 1_000);
    reads = settings.number("reads", 1, 5_000);
    changes = settings.number("changes", 1, 1_000);
    warmUp = settings.duration("warmUp", Duration.ZERO, MINUTE);
    duration = settings.duration("duration", Duration.ofSeconds(1), Duration.ofHours(1));
    withoutRedis = settings.duration("withoutRedis", Duration.ofSeconds(1), MINUTE);
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure("ageP50", "age of an answer, p50", MILLIS),
        new Measure("ageP99", "age of an answer, p99", MILLIS),
        new Measure("ageMax", "age of the oldest answer", MILLIS),
        new Measure("stale", "share of answers that were stale", SHARE),
        new Measure("hits", "share of answers from the cache", SHARE),
        new Measure("failed", "requests without an answer", COUNT),
        new Measure("failedWithoutRedis", "requests without an answer, Redis killed", COUNT),
        new Measure("ageMaxWithoutRedis", "age of the oldest answer, Redis killed", MILLIS),
        new Measure("failedAfterRedis", "requests without an answer, Redis back", COUNT),
        new Measure("ageMaxAfterRedis", "age of the oldest answer, Redis back", MILLIS));
  }

  @Override
  public String load() {
    return "%,.0f reads and %,.0f changes a second of %,d lines for %,d s, then %,d s in which every Redis dies, and as long with Redis back"
        .formatted(reads, changes, places, duration.toSeconds(), withoutRedis.toSeconds());
  }

  @Override
  public Map<String, Double> measure(Bench bench)
      throws IOException, InterruptedException, ExperimentTrouble {
    try (QueueApi api = new QueueApi(bench.gateway())) {
      List<Line> lines = new ArrayList<>();
      for (QueueApi.Spot spot : api.places(places)) {
        lines.add(Line.begin(api, spot.location()));
      }
      bench.step(load());
      var _ = load(api, lines, warmUp, new Ages());
      Ages calm = new Ages();
      OpenLoop.Outcome whole = load(api, lines, duration, calm).trusted();
      Ages without = new Ages();
      List<String> redis = bench.nodes("redis");
      if (redis.isEmpty()) {
        throw new ExperimentTrouble("this lab has no Redis to kill");
      }
      OpenLoop.Outcome dead;
      try (Later kill = Later.after(KILL_AFTER, () -> redis.forEach(bench::kill))) {
        dead = load(api, lines, withoutRedis, without).trusted();
        var _ = kill.begunAtNanos();
      }
      bench.startAll(redis);
      Ages back = new Ages();
      OpenLoop.Outcome after = load(api, lines, withoutRedis, back).trusted();
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("ageP50", (double) calm.millis.getValueAtPercentile(50));
      values.put("ageP99", (double) calm.millis.getValueAtPercentile(99));
      values.put("ageMax", (double) calm.millis.getMaxValue());
      values.put(
          "stale", 1 - calm.millis.getCountAtValue(0) / (double) calm.millis.getTotalCount());
      values.put("hits", calm.hits.sum() / (double) calm.millis.getTotalCount());
      values.put("failed", (double) whole.failed());
      values.put("failedWithoutRedis", (double) dead.failed());
      values.put("ageMaxWithoutRedis", (double) without.millis.getMaxValue());
      values.put("failedAfterRedis", (double) after.failed());
      values.put("ageMaxAfterRedis", (double) back.millis.getMaxValue());
      return values;
    }
  }

  /** Reads with a change in between wherever one is due. */
  private OpenLoop.Outcome load(QueueApi api, List<Line> lines, Duration time, Ages ages)
      throws InterruptedException {
    double share = changes / (reads + changes);
    return new OpenLoop(reads + changes, time)
        .run(n -> {
          long done = (long) Math.floor(n * share);
          return Math.floor((n + 1) * share) > done
              ? lines.get((int) (done % lines.size())).change(api)
              : lines.get(scattered(n, lines.size())).read(api, ages);
        });
  }

  private static int scattered(long n, int size) {
    return Math.floorMod(Long.hashCode(n * 0x9E3779B97F4A7C15L), size);
  }

  private static final class Ages {
    private final Histogram millis = new ConcurrentHistogram(MOST_MILLIS, 3);
    private final LongAdder hits = new LongAdder();
  }

  /** A line whose only writer this is: each length is one more, so that an answer tells its age. */
  private static final class Line {
    /** Half of what a length may be: a run's lengths are none of those before. */
    private static final int HALF = 5_000;

    private final String location;
    private final int first;
    private final Map<Integer, Long> acknowledged = new ConcurrentHashMap<>();
    private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);
    private int length;

    private Line(String location, int first) {
      this.location = location;
      this.first = first;
      this.length = first;
    }

    static Line begin(QueueApi api, String location) throws IOException {
      int before = api.must("/api/queue/" + location).length();
      Line line = new Line(location, before < HALF ? HALF : 0);
      var _ = QueueApi.must(location, api.update(location, line.first));
      line.acknowledged.put(line.first, System.nanoTime());
      return line;
    }

    /** One after the other, so that they are acknowledged in their order. */
    CompletableFuture<Boolean> change(QueueApi api) {
      int next = ++length;
      last =
          last.thenCompose(_ -> api.update(location, next))
              .thenApply(reply -> {
                if (reply.ok()) {
                  acknowledged.put(next, System.nanoTime());
                }
                return reply.ok();
              });
      return last;
    }

    CompletableFuture<Boolean> read(QueueApi api, Ages ages) {
      long asked = System.nanoTime();
      int newest = length;
      return api.line(location)
          .thenApply(reply -> {
            if (reply.ok()) {
              long age = ageMillis(reply.length(), newest, asked);
              ages.millis.recordValue(Math.min(age, MOST_MILLIS));
              if (reply.body().path("source").asString("").equals("cache")) {
                ages.hits.increment();
              }
            }
            return reply.ok();
          });
    }

    /** A length from before the run is at least as old as the run's first. */
    private long ageMillis(int answer, int newest, long asked) {
      boolean ofThisRun = answer >= first && answer <= first + HALF;
      for (int later = ofThisRun ? answer + 1 : first; later <= newest; later++) {
        Long at = acknowledged.get(later);
        if (at != null) {
          return Math.max(0, (asked - at) / 1_000_000);
        }
      }
      return 0;
    }
  }
}
