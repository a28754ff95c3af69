package lab.runner.trial.queue;

import static lab.runner.trial.Unit.COUNT;
import static lab.runner.trial.Unit.MICROS;
import static lab.runner.trial.Unit.MILLIS;
import static lab.runner.trial.Unit.SHARE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import lab.runner.experiment.ExperimentTrouble;
import lab.runner.experiment.Section;
import lab.runner.queue.QueueApi;
import lab.runner.trial.Bench;
import lab.runner.trial.Measure;
import lab.runner.trial.Trial;

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
  private static final double SCATTER_DEGREES = 0.05;

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
      int first = (int) Math.round(rate * warmUp.toMillis() / 1e3);
      var _ =
          new OpenLoop(rate, warmUp)
              .run(n -> api.get(path(questions.get((int) n))).thenApply(QueueApi.Reply::ok));
      Map<Question, QueueApi.Reply> replies = new ConcurrentHashMap<>();
      double before = bench.cpuSeconds(services);
      OpenLoop.Outcome outcome =
          new OpenLoop(rate, duration)
              .run(n -> {
                Question question = questions.get(first + (int) n);
                return api.get(path(question))
                    .thenApply(reply -> {
                      replies.put(question, reply);
                      return reply.ok();
                    });
              })
              .trusted();
      double cpu = bench.cpuSeconds(services) - before;
      Map<String, Double> values = recall(score(all, replies));
      values.put("cpu", cpu * 1e6 / outcome.sent());
      values.put("p99", outcome.millis(99));
      values.put("failed", (double) outcome.failed());
      return values;
    }
  }

  /** As many as there are requests, warm-up and all: none is asked twice. */
  private List<Question> questions(List<QueueApi.Spot> all) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Question> questions = new ArrayList<>();
    Map<Integer, List<QueueApi.Spot>> byLatitude = new HashMap<>();
    long count = Math.round(rate * warmUp.plus(duration).toMillis() / 1e3) + 1;
    for (int i = 0; i < count; i++) {
      int latitude = LATITUDES[i % LATITUDES.length];
      List<QueueApi.Spot> around =
          byLatitude.computeIfAbsent(
              latitude,
              _ -> all.stream().filter(spot -> Math.abs(spot.latitude() - latitude) < 6).toList());
      QueueApi.Spot spot =
          around.isEmpty()
              ? all.get(random.nextInt(all.size()))
              : around.get(random.nextInt(around.size()));
      questions.add(
          new Question(
              latitude,
              spot.latitude() + random.nextDouble(-SCATTER_DEGREES, SCATTER_DEGREES),
              spot.longitude() + random.nextDouble(-SCATTER_DEGREES, SCATTER_DEGREES)));
    }
    return questions;
  }

  private String path(Question question) {
    return "/api/queues/nearest?lat=%s&lon=%s&radius=%d&limit=%d"
        .formatted(question.lat(), question.lon(), radius, limit);
  }

  private List<Score> score(List<QueueApi.Spot> all, Map<Question, QueueApi.Reply> replies) {
    Map<String, QueueApi.Spot> byLocation = new HashMap<>();
    all.forEach(spot -> byLocation.put(spot.location(), spot));
    List<Score> scores = new ArrayList<>();
    replies.forEach((question, reply) -> {
      if (reply.ok()) {
        Set<QueueApi.Spot> named = new HashSet<>();
        reply
            .body()
            .path("places")
            .forEach(place -> named.add(byLocation.get(place.path("location").asString(""))));
        named.remove(null); // a name that there is not
        scores.add(score(all, question, named));
      }
    });
    return scores;
  }

  /** Of two places equally far away either may be named. */
  private Score score(List<QueueApi.Spot> all, Question question, Set<QueueApi.Spot> named) {
    double[] nearest =
        all.stream()
            .mapToDouble(spot -> metres(question, spot))
            .filter(metres -> metres <= radius)
            .sorted()
            .limit(limit)
            .toArray();
    if (nearest.length == 0) {
      return new Score(question.latitude(), -named.size(), 0);
    }
    double farthest = nearest[nearest.length - 1] + 0.001;
    long found = named.stream().filter(spot -> metres(question, spot) <= farthest).count();
    return new Score(question.latitude(), (int) Math.min(found, nearest.length), nearest.length);
  }

  /** By the haversine formula. */
  private static double metres(Question from, QueueApi.Spot to) {
    double lat = to.latitude();
    double lon = to.longitude();
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
