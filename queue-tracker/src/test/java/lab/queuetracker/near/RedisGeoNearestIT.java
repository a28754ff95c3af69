package lab.queuetracker.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.time.Duration;
import java.util.List;
import lab.platformtest.RedisUnderTest;
import lab.platformtest.TestServers;
import lab.queuetracker.near.World.Query;
import lab.queuetracker.place.Place;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Against a real Redis. */
class RedisGeoNearestIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Point PARIS = new Point(48.8566, 2.3522);

  private static RedisClusterClient client;
  private static StatefulRedisClusterConnection<String, String> connection;
  private static Nearest redis;

  @BeforeContainer
  static void connect() {
    client = RedisClusterClient.create("redis://" + TestServers.redis().nodes());
    connection = client.connect();
    redis = loaded("near:world", World.PLACES);
  }

  @AfterContainer
  static void disconnect() {
    client.shutdown();
  }

  @Property(tries = 2_000)
  void redis_agrees_with_brute_force(@ForAll("queries") Query query) {
    NearestProperties.assertSame(redis, query);
  }

  /** Redis keeps the members of a longer list that was there before. */
  @Example
  void a_member_that_is_no_longer_a_place_is_not_found() {
    loaded("near:shrunk", World.PLACES);
    List<Place> fewer = World.PLACES.stream().filter(p -> !p.city().equals("Paris")).toList();

    assertThat(loaded("near:shrunk", fewer).find(PARIS, 50_000, 60))
        .isEqualTo(new BruteForceNearest(fewer).find(PARIS, 50_000, 60))
        .hasSize(40);
  }

  /** Having no places is not the same as having none nearby. */
  @Example
  void a_redis_that_lost_places_says_so_until_they_are_loaded_again() {
    var losing = new RedisGeoNearest(connection::async, "near:losing", TIMEOUT, World.PLACES);
    assertThatExceptionOfType(PlacesLostException.class)
        .isThrownBy(() -> losing.find(PARIS, 1_000, 1));

    losing.load();
    assertThat(losing.find(PARIS, 1_000, 1)).isNotEmpty();

    connection.sync().zrem("near:losing", "loner_1");
    assertThatExceptionOfType(PlacesLostException.class)
        .isThrownBy(() -> losing.find(PARIS, 1_000, 1));
  }

  @Example
  void a_key_of_another_kind_is_an_error_and_not_an_empty_answer() {
    connection.sync().set("near:text", "text");
    var broken = new RedisGeoNearest(connection::async, "near:text", TIMEOUT, World.PLACES);

    assertThatExceptionOfType(RedisCommandExecutionException.class)
        .isThrownBy(() -> broken.find(PARIS, 1_000, 1));
    assertThatExceptionOfType(RedisCommandExecutionException.class).isThrownBy(broken::load);
  }

  @Example
  void a_redis_that_hangs_costs_the_timeout() {
    RedisUnderTest mine = TestServers.newRedis();
    try (var own = RedisClusterClient.create("redis://" + mine.nodes());
        var ownConnection = own.connect()) {
      var hanging =
          new RedisGeoNearest(
              ownConnection::async, "near:world", Duration.ofMillis(50), World.PLACES);
      mine.pause();

      assertThatExceptionOfType(RedisCommandTimeoutException.class)
          .isThrownBy(() -> hanging.find(PARIS, 1_000, 1));
    } finally {
      mine.close();
    }
  }

  @Provide
  Arbitrary<Query> queries() {
    return World.queries();
  }

  private static Nearest loaded(String key, List<Place> places) {
    var nearest = new RedisGeoNearest(connection::async, key, TIMEOUT, places);
    nearest.load();
    return nearest;
  }
}
