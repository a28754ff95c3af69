package lab.runner.trial.queue;

import static lab.runner.trial.Unit.COUNT;
import static lab.runner.trial.Unit.MICROS;
import static lab.runner.trial.Unit.MILLIS;
import static lab.runner.trial.Unit.SHARE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import lab.runner.experiment.ExperimentTrouble;
import lab.runner.experiment.Section;
import lab.runner.queue.QueueApi;
import lab.runner.trial.Bench;
import lab.runner.trial.Measure;
import lab.runner.trial.Trial;
import tools.jackson.databind.JsonNode;

/**
 * Are the nearest places found, and what does the search cost? The truth is worked out here, place
 * by place, from what the service says of its places; recall is the share of it that was found. The
 * questions are asked around the cities that are nearest to five latitudes, from the tropics to the
 * far north.
 */
public final class NearestRecall implements Trial {
  /** Degrees north. */
  private static final int[] LATITUDES = {-34, 0, 35, 52, 64};

  private static final double RADIUS_OF_EARTH = 6_371_008.8;
  private static final double SCATTER_DEGREES = 0.5;

  private final int places;
  private final double rate;
  private final Duration warmUp;
  private final Duration duration;
  private final int radius;
  private final int limit;
  private final long seed;

  /** Reads the settings. */
  public NearestRecall(Section settings) {
    places = (int) settings.count("places", 10, 100_000);
    rate = settings.number("rate", 1, 5_000);
    warmUp = settings.duration("warmUp", Duration.ZERO, Duration.ofMinutes(2));
    duration = settings.duration("duration", Duration.ofSeconds(1), Duration.ofMinutes(10));
    radius = (int) settings.count("radius", 1, 1_000_000);
    limit = (int) settings.count("limit", 1, 100);
    seed = settings.count("seed", 0, Long.MAX_VALUE);
  }

  @Override
  public List<Measure> measures() {
    List<Measure> measures = new ArrayList<>();
    measures.add(new Measure("recall", "recall, of all questions", SHARE));
    for (int latitude : LATITUDES) {
      measures.add(new Measure("recall" + latitude, "recall around " + words(latitude), SHARE));
    }
    measures.add(new Measure("empty", "questions with nothing to be found", SHARE));
    measures.add(new Measure("cpu", "CPU a question, of the queue trackers", MICROS));
    measures.add(new Measure("p99", "answered within, p99", MILLIS));
    measures.add(new Measure("failed", "questions without an answer", COUNT));
    return measures;
  }

  private static String words(int latitude) {
    return latitude == 0
        ? "the equator"
        : "%d° %s".formatted(Math.abs(latitude), latitude < 0 ? "south" : "north");
  }

  @Override
  public String load() {
    return "%,.0f questions a second for %,d s: the %d nearest of %,d places within %,d m"
        .formatted(rate, duration.toSeconds(), limit, places, radius);
  }

  /** A question and, in the end, how much of the truth its answer held. */
  private record Question(int latitude, double lat, double lon) {}

  private record Score(int latitude, int found, int there) {}

  @Override
  public Map<String, Double> measure(Bench bench)
      throws IOException, InterruptedException, ExperimentTrouble {
    try (QueueApi api = new QueueApi(bench.gateway())) {
      List<QueueApi.Spot> all = api.places(places);
      List<Question> questions = questions(all);
      List<String> services = bench.nodes("queue-tracker");
      bench.step(load());
      var _ =
          new OpenLoop(rate, warmUp)
              .run(n ->
                  api.get(path(questions.get((int) n % questions.size())))
                      .thenApply(QueueApi.Reply::ok));
      Map<Long, QueueApi.Reply> replies = new ConcurrentHashMap<>();
      double before = cpuSeconds(bench, services);
      OpenLoop.Outcome outcome =
          new OpenLoop(rate, duration)
              .run(n ->
                  api.get(path(questions.get((int) n % questions.size())))
                      .thenApply(reply -> {
                        replies.put(n, reply);
                        return reply.ok();
                      }))
              .trusted();
      double cpu = cpuSeconds(bench, services) - before;
      Map<String, Double> values = recall(score(all, questions, replies));
      values.put("cpu", cpu * 1e6 / outcome.sent());
      values.put("p99", outcome.millis(99));
      values.put("failed", (double) outcome.failed());
      return values;
    }
  }

  /** As many as there are requests in a run: none is asked twice, so that nothing is remembered. */
  private List<Question> questions(List<QueueApi.Spot> all) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Question> questions = new ArrayList<>();
    long count = Math.round(rate * duration.toSeconds());
    for (int i = 0; i < count; i++) {
      int latitude = LATITUDES[i % LATITUDES.length];
      List<QueueApi.Spot> around =
          all.stream().filter(spot -> Math.abs(spot.latitude() - latitude) < 6).toList();
      QueueApi.Spot spot =
          around.isEmpty()
              ? all.get(random.nextInt(all.size()))
              : around.get(random.nextInt(around.size()));
      questions.add(
          new Question(
              latitude,
              spot.latitude() + random.nextDouble(-SCATTER_DEGREES, SCATTER_DEGREES) / 10,
              spot.longitude() + random.nextDouble(-SCATTER_DEGREES, SCATTER_DEGREES) / 10));
    }
    return questions;
  }

  private String path(Question question) {
    return "/api/queues/nearest?lat=%s&lon=%s&radius=%d&limit=%d"
        .formatted(question.lat(), question.lon(), radius, limit);
  }

  private static double cpuSeconds(Bench bench, List<String> services) {
    return services.stream().mapToDouble(node -> bench.readings(node).cpuSeconds()).sum();
  }

  private List<Score> score(
      List<QueueApi.Spot> all, List<Question> questions, Map<Long, QueueApi.Reply> replies) {
    List<Score> scores = new ArrayList<>();
    replies.forEach((n, reply) -> {
      if (reply.ok()) {
        scores.add(score(all, questions.get((int) (n % questions.size())), reply.body()));
      }
    });
    return scores;
  }

  /** Of two places equally far away either may be named. */
  private Score score(List<QueueApi.Spot> all, Question question, JsonNode answer) {
    double[] nearest =
        all.stream()
            .mapToDouble(spot -> metres(question, spot.latitude(), spot.longitude()))
            .filter(metres -> metres <= radius)
            .sorted()
            .limit(limit)
            .toArray();
    if (nearest.length == 0) {
      return new Score(question.latitude(), answer.path("places").isEmpty() ? 0 : -1, 0);
    }
    double farthest = nearest[nearest.length - 1] + 0.001;
    int found = 0;
    for (JsonNode place : answer.path("places")) {
      double metres = metres(question, place.path("lat").asDouble(), place.path("lon").asDouble());
      found += metres <= farthest ? 1 : 0;
    }
    return new Score(question.latitude(), Math.min(found, nearest.length), nearest.length);
  }

  /** By the haversine formula. */
  private static double metres(Question from, double lat, double lon) {
    double north = Math.sin(Math.toRadians(lat - from.lat()) / 2);
    double east = Math.sin(Math.toRadians(lon - from.lon()) / 2);
    double haversine =
        north * north
            + Math.cos(Math.toRadians(from.lat())) * Math.cos(Math.toRadians(lat)) * east * east;
    return 2 * RADIUS_OF_EARTH * Math.asin(Math.min(1, Math.sqrt(haversine)));
  }

  private static Map<String, Double> recall(List<Score> scores) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("recall", share(scores));
    for (int latitude : LATITUDES) {
      values.put(
          "recall" + latitude,
          share(scores.stream().filter(score -> score.latitude() == latitude).toList()));
    }
    long empty = scores.stream().filter(score -> score.there() == 0).count();
    values.put("empty", empty / (double) scores.size());
    return values;
  }

  private static double share(List<Score> scores) {
    double there = scores.stream().mapToInt(Score::there).sum();
    return scores.stream().mapToInt(Score::found).sum() / there;
  }
}
