package lab.queuetracker.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lab.platform.redis.Redis;
import lab.platform.redis.Reply;
import lab.platformtest.RedisUnderTest;
import lab.platformtest.TestServers;
import lab.queuetracker.place.Place;
import lab.queuetracker.place.Places;
import lab.queuetracker.testing.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two instances on one Redis that hangs, or has lost the last changes. */
@Timeout(240)
class CachedQueuesIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final String UNTOUCHED = "starbucks_5";
  private static final List<String> LINES =
      Places.of(25).stream().skip(5).map(Place::location).toList();

  private static RedisUnderTest redis;
  private static Map<String, String> settings;
  private static Service one;
  private static Service other;

  @BeforeAll
  static void start() {
    redis = TestServers.newRedis();
    settings = Service.on(TestServers.postgres().newDatabase());
    one = instance(Map.of());
    other = instance(Map.of());
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
    redis.close();
  }

  @AfterEach
  void heal() {
    redis.heal();
  }

  private static Service instance(Map<String, String> more) {
    return Service.start(settings, Map.of("lab.redis.nodes", redis.nodes()), more);
  }

  @Test
  void changes_made_while_redis_was_away_are_returned_when_it_is_back() {
    Stream.concat(LINES.stream(), Stream.of(UNTOUCHED)).forEach(CachedQueuesIT::awaitCached);
    redis.pause();
    await().atMost(BOUND).until(CachedQueuesIT::redisIsLeftAlone);
    LINES.forEach(line -> change(one, line, 77));
    assertThat(LINES).allSatisfy(line -> assertThat(ask(one, line)).contains("\"db\"", ":77"));
    redis.resume();
    awaitCached(UNTOUCHED);
    assertThat(LINES).as("where they changed").allSatisfy(line -> told(one, line, 77));
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> assertThat(LINES).as("elsewhere").allSatisfy(line -> told(other, line, 77)));
    LINES.forEach(CachedQueuesIT::awaitCached);
    assertThat(LINES).as("cached anew").allSatisfy(line -> told(one, line, 77));
  }

  @Test
  void a_redis_that_lost_changes_is_not_trusted_by_instances_that_heard_of_them() {
    change(one, "starbucks_1", 41);
    await().atMost(BOUND).untilAsserted(() -> told(other, "starbucks_1", 41));
    for (Service instance : List.of(one, other)) {
      put("starbucks_1", "1 5 0");
      assertThat(ask(instance, "starbucks_1")).contains("\"db\"", ":41");
      awaitCached("starbucks_1");
    }
  }

  @Test
  void nor_by_an_instance_that_starts_meanwhile_which_still_uses_valid_entries() {
    change(one, "starbucks_2", 42);
    awaitCached("starbucks_3");
    put("starbucks_2", "1 10 0");
    try (var late = instance(Map.of())) {
      assertThat(ask(late, "starbucks_2")).contains("\"db\"", ":42");
      var cache = late.bean(LineCache.class);
      await().atMost(BOUND).until(() -> cache.get("starbucks_3").isPresent());
    }
  }

  @Test
  void with_ttl_the_old_line_is_returned_as_in_the_text() {
    var asInTheText = Map.of("lab.queues.cache", "ttl", "lab.queues.cache-prefix", "text:");
    try (var text = instance(asInTheText)) {
      change(text, "starbucks_4", 40);
      await().atMost(BOUND).until(() -> ask(text, "starbucks_4").contains("\"cache\""));
      change(text, "starbucks_4", 99);
      // A reply that comes too late from a busy machine's Redis is replaced by the database's.
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(ask(text, "starbucks_4")).contains("\"cache\"", ":40"));
    }
  }

  private static void change(Service at, String line, int length) {
    var answer = at.post("/api/queue/" + line + "/update", "{\"length\":" + length + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static String ask(Service at, String line) {
    return at.get("/api/queue/" + line).body();
  }

  private static void told(Service at, String line, int length) {
    assertThat(ask(at, line)).contains("\"queue_length\":" + length + "}");
  }

  private static void awaitCached(String line) {
    for (Service instance : List.of(one, other)) {
      await().atMost(BOUND).until(() -> ask(instance, line).contains("\"cache\""));
    }
  }

  /** By then no command to it waits in a socket to be executed later. */
  private static boolean redisIsLeftAlone() {
    ask(one, UNTOUCHED);
    return one.metrics().lines().anyMatch(line -> line.matches("lab_redis_breaker_open.* 1\\.0"));
  }

  private static void put(String line, String value) {
    await()
        .atMost(BOUND)
        .until(() ->
            one.bean(Redis.class)
                    .ask("Redis SET", commands -> commands.set("queue-tracker:line:" + line, value))
                instanceof Reply.Answered);
  }
}
