package lab.loadtest.queuetracker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.loadtest.queuetracker.QueueApi.Spot;
import tools.jackson.databind.JsonNode;

/**
 * How much of the true result a response contains. The true result is computed here, by checking
 * every place that the service lists.
 */
final class Recall {
  private static final double RADIUS_OF_EARTH = 6_371_008.8;

  /** Of two places at the same distance, to the millimetre, either is correct. */
  private static final double TOLERANCE = 0.001;

  private final List<Spot> all;
  private final int radius;
  private final int limit;
  private final Map<String, Spot> byLocation = new HashMap<>();

  /** The position of a query, in degrees, and the latitude that it represents. */
  record Question(int latitude, double lat, double lon) {}

  /**
   * The result of a query.
   *
   * @param found how many of the true results were returned; negative if places were returned
   *     although there are none
   * @param there how many should have been returned
   */
  record Score(int latitude, int found, int there) {}

  /**
   * For queries with these parameters.
   *
   * @param all existing places
   * @param radius metres within which a place counts
   * @param limit how many of the nearest count
   */
  Recall(List<Spot> all, int radius, int limit) {
    this.all = all;
    this.radius = radius;
    this.limit = limit;
    all.forEach(spot -> byLocation.put(spot.location(), spot));
  }

  /** The score of a response of the service. */
  Score score(Question question, JsonNode answer) {
    Set<Spot> named = new HashSet<>();
    for (JsonNode place : answer.path("places")) {
      Spot spot = byLocation.get(place.path("location").asString(""));
      if (spot != null) { // an unknown name does not count
        named.add(spot);
      }
    }
    return score(question, named);
  }

  private Score score(Question question, Set<Spot> named) {
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
    double farthest = nearest[nearest.length - 1] + TOLERANCE;
    long found = named.stream().filter(spot -> metres(question, spot) <= farthest).count();
    return new Score(question.latitude(), (int) Math.min(found, nearest.length), nearest.length);
  }

  /** The distance, by the haversine formula. */
  static double metres(Question from, Spot to) {
    double lat = to.latitude();
    double lon = to.longitude();
    double north = Math.sin(Math.toRadians(lat - from.lat()) / 2);
    double east = Math.sin(Math.toRadians(lon - from.lon()) / 2);
    double haversine =
        north * north
            + Math.cos(Math.toRadians(from.lat())) * Math.cos(Math.toRadians(lat)) * east * east;
    return 2 * RADIUS_OF_EARTH * Math.asin(Math.min(1, Math.sqrt(haversine)));
  }

  /** The share of the true results that was found; NaN if there are none. */
  static double share(List<Score> scores) {
    double there = scores.stream().mapToInt(Score::there).sum();
    return scores.stream().mapToInt(Score::found).sum() / there;
  }
}
