package lab.loadtest.queuetracker;

import static lab.protocol.Unit.COUNT;
import static lab.protocol.Unit.MICROS;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import lab.loadtest.Distrusted;
import lab.loadtest.Stage;
import lab.loadtest.Workload;
import lab.loadtest.open.OpenLoop;
import lab.loadtest.queuetracker.QueueApi.Spot;
import lab.loadtest.queuetracker.Recall.Question;
import lab.loadtest.queuetracker.Recall.Score;
import lab.protocol.Measure;
import lab.yaml.Span;

/**
 * Whether the nearest places are found, and what a search costs. {@link Recall} is the share of the
 * true results that was found. The queries are around places near five latitudes, from 34° south to
 * 64° north.
 */
@AutoService(Workload.class)
@SuppressWarnings("rawtypes") // Workload is generic
public final class NearestRecall implements Workload<NearestRecall.Settings> {
  /** In degrees; north is positive. */
  private static final int[] LATITUDES = {-34, 0, 35, 52, 64};

  private static final double SCATTER_DEGREES = 0.05;
  private static final int AROUND_DEGREES = 6;

  /**
   * The load.
   *
   * @param rate queries per second
   * @param warmUp not included in any figure
   * @param radius metres
   * @param limit how many places a query asks for
   */
  public record Settings(
      @NotNull @Min(10) @Max(100_000) Integer places,
      @NotNull @DecimalMin("1") @DecimalMax("5000") Double rate,
      @NotNull @Span(max = "2m") Duration warmUp,
      @NotNull @Span(min = "1s", max = "10m") Duration duration,
      @NotNull @Min(1) @Max(1_000_000) Integer radius,
      @NotNull @Min(1) @Max(100) Integer limit,
      @NotNull @Min(0) Long seed) {}

  @Override
  public String name() {
    return "nearest";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    measures.add(new Measure("recall", "recall over all queries", SHARE));
    for (int latitude : LATITUDES) {
      measures.add(new Measure("recall" + latitude, "recall around " + words(latitude), SHARE));
    }
    measures.add(new Measure("empty", "queries without a place in range", SHARE));
    measures.add(new Measure("cpu", "CPU per query, queue trackers", MICROS));
    measures.add(new Measure("p99", "latency of a query, p99", MILLIS));
    measures.add(new Measure("failed", "failed queries", COUNT));
    return measures;
  }

  private static String words(int latitude) {
    return latitude == 0
        ? "the equator"
        : "%d° %s".formatted(Math.abs(latitude), latitude < 0 ? "south" : "north");
  }

  @Override
  public String load(Settings settings) {
    return "%,.0f queries a second for %,d s: the %d nearest of %,d places within %,d m"
        .formatted(
            settings.rate(),
            settings.duration().toSeconds(),
            settings.limit(),
            settings.places(),
            settings.radius());
  }

  @Override
  public Map<String, Double> play(Stage stage, Settings settings)
      throws IOException, InterruptedException, Distrusted {
    try (QueueApi api = new QueueApi(stage.gateway())) {
      List<Spot> all = api.places(settings.places());
      List<Question> questions = questions(settings, all);
      List<String> services = stage.nodes("queue-tracker");
      stage.step(load(settings));
      int first = (int) Math.round(settings.rate() * settings.warmUp().toMillis() / 1e3);
      var _ =
          new OpenLoop(settings.rate(), settings.warmUp())
              .run(n ->
                  api.get(path(settings, questions.get((int) n))).thenApply(QueueApi.Reply::ok));
      stage.started();
      Map<Question, QueueApi.Reply> replies = new ConcurrentHashMap<>();
      double before = stage.cpuSeconds(services);
      OpenLoop.Outcome outcome =
          new OpenLoop(settings.rate(), settings.duration())
              .run(n -> {
                Question question = questions.get(first + (int) n);
                return api.get(path(settings, question))
                    .thenApply(reply -> {
                      replies.put(question, reply);
                      return reply.ok();
                    });
              })
              .trusted();
      double cpu = stage.cpuSeconds(services) - before;
      Map<String, Double> values =
          recall(score(new Recall(all, settings.radius(), settings.limit()), replies));
      values.put("cpu", cpu * 1e6 / outcome.sent());
      values.put("p99", outcome.millis(99));
      values.put("failed", (double) outcome.failed());
      return values;
    }
  }

  /** As many as there are requests, warm-up included, so that none is sent twice. */
  static List<Question> questions(Settings settings, List<Spot> all) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    List<Question> questions = new ArrayList<>();
    Map<Integer, List<Spot>> byLatitude = new HashMap<>();
    long millis = settings.warmUp().plus(settings.duration()).toMillis();
    long count = Math.round(settings.rate() * millis / 1e3) + 1;
    for (int i = 0; i < count; i++) {
      int latitude = LATITUDES[i % LATITUDES.length];
      List<Spot> around =
          byLatitude.computeIfAbsent(
              latitude,
              _ ->
                  all.stream()
                      .filter(spot -> Math.abs(spot.latitude() - latitude) < AROUND_DEGREES)
                      .toList());
      List<Spot> choice = around.isEmpty() ? all : around;
      Spot spot = choice.get(random.nextInt(choice.size()));
      questions.add(
          new Question(
              latitude,
              spot.latitude() + random.nextDouble(-SCATTER_DEGREES, SCATTER_DEGREES),
              spot.longitude() + random.nextDouble(-SCATTER_DEGREES, SCATTER_DEGREES)));
    }
    return questions;
  }

  private static String path(Settings settings, Question question) {
    return "/api/queues/nearest?lat=%s&lon=%s&radius=%d&limit=%d"
        .formatted(question.lat(), question.lon(), settings.radius(), settings.limit());
  }

  private static List<Score> score(Recall recall, Map<Question, QueueApi.Reply> replies) {
    List<Score> scores = new ArrayList<>();
    replies.forEach((question, reply) -> {
      if (reply.ok()) {
        scores.add(recall.score(question, reply.body()));
      }
    });
    return scores;
  }

  private static Map<String, Double> recall(List<Score> scores) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("recall", Recall.share(scores));
    for (int latitude : LATITUDES) {
      var around = scores.stream().filter(score -> score.latitude() == latitude).toList();
      values.put("recall" + latitude, Recall.share(around));
    }
    long empty = scores.stream().filter(score -> score.there() == 0).count();
    values.put("empty", empty / (double) scores.size());
    return values;
  }
}
