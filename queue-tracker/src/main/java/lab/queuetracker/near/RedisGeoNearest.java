package lab.queuetracker.near;

import io.lettuce.core.GeoArgs;
import io.lettuce.core.GeoSearch;
import io.lettuce.core.GeoWithin;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lab.queuetracker.place.Place;

/**
 * Redis' GEOSEARCH finds the candidates, which are measured and ranked here, so that the result is
 * the same as with every other search. What Redis does differently (7.0, {@code geohash_helper.c}):
 *
 * <ul>
 *   <li>It stores positions rounded to 26 bits a coordinate, up to 0.34 m off, and its earth is
 *       0.028 % larger. So the requested circle is converted to Redis' measure and a metre wider.
 *   <li>It cannot store latitudes beyond 85.05112878 degrees. Those places are never in it.
 *   <li>It accepts the longitude 180 but has no cell for it, so neighbours are not found. It is
 *       written as -180 here.
 *   <li>It searches nine cells of its grid, as wide as the circle at the equator. Towards a pole
 *       they cover less of a circle; one that contains a pole loses everything beyond it. So Redis
 *       is used only for circles whose farthest latitude its cells do cover: 75 degrees, or 82 when
 *       the point itself lies beyond 66, where Redis uses coarser cells. For any other circle all
 *       places are measured, here.
 * </ul>
 *
 * <p>Redis visits everything within the circle whatever the limit, so the circle starts small and
 * grows until it contains enough places. A Redis that was restarted, or evicted the key, would
 * answer that nothing is near; so each search also asks how many places there are.
 */
public final class RedisGeoNearest implements Nearest {
  private static final double REDIS_METRES_PER_METRE = 6_372_797.560_856 / Sphere.RADIUS;
  private static final double ROUNDING_METRES = 1;
  private static final double HIGHEST_LATITUDE = 85.051_128_78;
  private static final double FIRST_RADIUS_METRES = 10_000;
  private static final double GROWTH = 8;
  private static final int BATCH = 1_000;

  /** Requested in addition to the limit, for places that Redis and we order differently. */
  private static final int SPARE = 10;

  private final Supplier<? extends RedisClusterAsyncCommands<String, String>> redis;
  private final String key;
  private final Duration timeout;
  private final List<Place> places;
  private final List<Place> held;
  private final Map<String, Place> byLocation;

  /**
   * @param redis supplies the connection's commands for each search
   * @param key of the positions; {@link #load} writes them
   * @param timeout of one command
   */
  public RedisGeoNearest(
      Supplier<? extends RedisClusterAsyncCommands<String, String>> redis,
      String key,
      Duration timeout,
      List<Place> places) {
    this.redis = redis;
    this.key = key;
    this.timeout = timeout;
    this.places = List.copyOf(places);
    this.held =
        places.stream().filter(place -> Math.abs(place.latitude()) < HIGHEST_LATITUDE).toList();
    this.byLocation =
        places.stream().collect(Collectors.toMap(Place::location, Function.identity()));
  }

  /**
   * Writes the position of every place that Redis can hold; safe to repeat.
   *
   * @throws io.lettuce.core.RedisException when Redis fails or is too slow
   */
  public void load() {
    var sent = new ArrayList<RedisFuture<Long>>();
    for (int from = 0; from < held.size(); from += BATCH) {
      sent.add(add(held.subList(from, Math.min(from + BATCH, held.size()))));
    }
    sent.forEach(this::await);
  }

  /**
   * {@inheritDoc}
   *
   * @throws PlacesLostException when Redis no longer holds all places
   * @throws io.lettuce.core.RedisException when Redis fails or is too slow
   */
  @Override
  public List<Near> find(Point point, double radiusMetres, int limit) {
    double circle = Math.min(radiusMetres, FIRST_RADIUS_METRES);
    while (covers(point, circle)) {
      Closest closest = search(point, circle, radiusMetres, limit);
      if (closest.reach() <= circle) {
        return closest.sorted();
      }
      circle = Math.min(radiusMetres, circle * GROWTH);
    }
    return new Closest(point, radiusMetres, limit).offerAll(places).sorted();
  }

  /** Whether Redis' nine cells cover the whole circle. */
  static boolean covers(Point point, double metres) {
    double latitude = Math.abs(point.latitude());
    double farthest = latitude + Math.toDegrees(metres / Sphere.RADIUS);
    return farthest <= (latitude > 66 ? 82 : 75);
  }

  /** All candidates for the nearest places in the circle, ranked. */
  private Closest search(Point point, double circle, double radiusMetres, int limit) {
    int count = limit + SPARE;
    var closest = new Closest(point, radiusMetres, limit);
    List<GeoWithin<String>> found = ask(point, circle, new GeoArgs().withCount(count));
    closest.offerAll(known(found));
    if (found.size() < count || closest.reach() < nearestLeftOut(found)) {
      return closest;
    }
    return new Closest(point, radiusMetres, limit)
        .offerAll(known(ask(point, circle, new GeoArgs())));
  }

  private List<GeoWithin<String>> ask(Point point, double circle, GeoArgs arguments) {
    var commands = redis.get();
    var found =
        commands.geosearch(
            key,
            GeoSearch.fromCoordinates(westward(point.longitude()), point.latitude()),
            GeoSearch.byRadius(circle * REDIS_METRES_PER_METRE + ROUNDING_METRES, GeoArgs.Unit.m),
            arguments.withDistance().asc());
    var present = commands.zcard(key);
    List<GeoWithin<String>> answer = await(found);
    if (await(present) < held.size()) {
      throw new PlacesLostException(key);
    }
    return answer;
  }

  private <T> T await(RedisFuture<T> reply) {
    return LettuceFutures.awaitOrCancel(reply, timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  private List<Place> known(List<GeoWithin<String>> found) {
    return found.stream()
        .map(within -> byLocation.get(within.getMember()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** A place that was not found is at least this far away, in metres. */
  private static double nearestLeftOut(List<GeoWithin<String>> found) {
    return found.getLast().getDistance() / REDIS_METRES_PER_METRE - ROUNDING_METRES;
  }

  private RedisFuture<Long> add(List<Place> batch) {
    Object[] positions =
        batch.stream()
            .flatMap(
                place -> Stream.of(westward(place.longitude()), place.latitude(), place.location()))
            .toArray();
    return redis.get().geoadd(key, positions);
  }

  private static double westward(double longitude) {
    return longitude == 180 ? -180 : longitude;
  }
}
