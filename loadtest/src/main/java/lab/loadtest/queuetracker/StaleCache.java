package lab.loadtest.queuetracker;

import static lab.protocol.Unit.COUNT;
import static lab.protocol.Unit.MILLIS;
import static lab.protocol.Unit.SHARE;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.loadtest.Distrusted;
import lab.loadtest.Stage;
import lab.loadtest.Workload;
import lab.loadtest.open.Later;
import lab.loadtest.open.OpenLoop;
import lab.protocol.Measure;
import lab.yaml.Span;

/**
 * How old responses are while lines change. The age of a response is the time from the
 * acknowledgement of a later length to the sending of the request; a response without a later
 * length has age 0. Then every Redis is killed, and the requests continue.
 */
@AutoService(Workload.class)
@SuppressWarnings("rawtypes") // Workload is generic
public final class StaleCache implements Workload<StaleCache.Settings> {
  private static final Duration KILL_AFTER = Duration.ofSeconds(1);

  /**
   * The load.
   *
   * @param reads per second
   * @param changes per second
   * @param warmUp not included in any figure
   * @param withoutRedis length of the phase in which every Redis is killed after a second, and of
   *     the one in which it is back
   */
  public record Settings(
      @NotNull @Min(1) @Max(1_000) Integer places,
      @NotNull @DecimalMin("1") @DecimalMax("5000") Double reads,
      @NotNull @DecimalMin("1") @DecimalMax("1000") Double changes,
      @NotNull @Span(max = "1m") Duration warmUp,
      @NotNull @Span(min = "1s", max = "60m") Duration duration,
      @NotNull @Span(min = "2s", max = "1m") Duration withoutRedis) {}

  @Override
  public String name() {
    return "stale-cache";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure("age-p50", "age of a response, p50", MILLIS),
        new Measure("age-p99", "age of a response, p99", MILLIS),
        new Measure("age-max", "age of the oldest response", MILLIS),
        new Measure("stale", "share of responses that were stale", SHARE),
        new Measure("hits", "share of responses from the cache", SHARE),
        new Measure("failed", "failed requests", COUNT),
        new Measure("failed-without-redis", "failed requests, Redis killed", COUNT),
        new Measure("age-max-without-redis", "age of the oldest response, Redis killed", MILLIS),
        new Measure("failed-after-redis", "failed requests, Redis back", COUNT),
        new Measure("age-max-after-redis", "age of the oldest response, Redis back", MILLIS));
  }

  @Override
  public String load(Settings settings) {
    return "%,.0f reads and %,.0f changes a second of %,d lines for %,d s, then %,d s in which every Redis is killed, and as long with Redis back"
        .formatted(
            settings.reads(),
            settings.changes(),
            settings.places(),
            settings.duration().toSeconds(),
            settings.withoutRedis().toSeconds());
  }

  @Override
  public Map<String, Double> play(Stage stage, Settings settings)
      throws IOException, InterruptedException, Distrusted {
    try (QueueApi api = new QueueApi(stage.gateway())) {
      List<AgedLine> lines = new ArrayList<>();
      for (QueueApi.Spot spot : api.places(settings.places())) {
        lines.add(AgedLine.begin(api, spot.location(), System::nanoTime));
      }
      stage.step(load(settings));
      var _ = load(settings, lines, settings.warmUp(), new Ages());
      stage.started();
      Map<String, Double> values = new LinkedHashMap<>();
      Ages calm = new Ages();
      values.put("failed", failed(load(settings, lines, settings.duration(), calm)));
      values.put("age-p50", calm.percentile(50));
      values.put("age-p99", calm.percentile(99));
      values.put("age-max", calm.oldest());
      values.put("stale", calm.stale());
      values.put("hits", calm.hits());
      withoutRedis(stage, settings, lines, values);
      return values;
    }
  }

  private static void withoutRedis(
      Stage stage, Settings settings, List<AgedLine> lines, Map<String, Double> values)
      throws InterruptedException, Distrusted {
    List<String> redis = stage.nodes("redis");
    if (redis.isEmpty()) {
      throw new Distrusted("this lab has no Redis to kill");
    }
    Ages without = new Ages();
    try (Later kill = Later.after(KILL_AFTER, () -> redis.forEach(stage::kill))) {
      OpenLoop.Outcome dead = load(settings, lines, settings.withoutRedis(), without);
      values.put("failed-without-redis", failed(dead));
      var _ = kill.begunAtNanos();
    }
    values.put("age-max-without-redis", without.oldest());
    stage.startAll(redis);
    Ages back = new Ages();
    values.put("failed-after-redis", failed(load(settings, lines, settings.withoutRedis(), back)));
    values.put("age-max-after-redis", back.oldest());
  }

  private static double failed(OpenLoop.Outcome outcome) throws Distrusted {
    return outcome.trusted().failed();
  }

  /** Sends reads, and a change whenever one is due. */
  private static OpenLoop.Outcome load(
      Settings settings, List<AgedLine> lines, Duration time, Ages ages)
      throws InterruptedException {
    double share = settings.changes() / (settings.reads() + settings.changes());
    return new OpenLoop(settings.reads() + settings.changes(), time)
        .run(n -> {
          long done = (long) Math.floor(n * share);
          return Math.floor((n + 1) * share) > done
              ? lines.get((int) (done % lines.size())).change()
              : lines.get(scattered(n, lines.size())).read(ages);
        });
  }

  private static int scattered(long n, int size) {
    return Math.floorMod(Long.hashCode(n * 0x9E3779B97F4A7C15L), size);
  }
}
