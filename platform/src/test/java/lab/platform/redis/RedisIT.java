package lab.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import lab.platform.resilience.StoreUnavailableException;
import lab.platform.testing.SomeService;
import lab.platformtest.TestServers;
import lab.servers.process.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisIT {
  private static final Duration BOUND = Duration.ofMinutes(3);

  private static SomeService service;
  private static Redis redis;

  private final String key = "some-service:" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    service = SomeService.start(SomeService.stores(), Map.of("lab.redis.command-timeout", "1s"));
    redis = service.bean(Redis.class);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void connected() {
    await().atMost(BOUND).until(() -> get() instanceof Reply.Answered);
  }

  @AfterEach
  void heal() {
    TestServers.redis().heal();
  }

  private Reply<String> get() {
    return redis.ask("Redis GET", commands -> commands.get(key));
  }

  @Test
  void answers_what_was_sent_and_null_for_what_was_not() {
    assertThat(get()).isEqualTo(new Reply.Answered<>(null));

    redis.send("Redis SET", commands -> commands.set(key, "7"));

    await().atMost(BOUND).until(() -> get().equals(new Reply.Answered<>("7")));
  }

  @Test
  void a_hanging_redis_times_out_then_is_not_asked_then_is_back() {
    TestServers.redis().pause();

    assertThat(get()).isInstanceOf(Reply.Away.class);
    await().atMost(BOUND).until(() -> outage().equals("Redis is away"));
    redis.send("Redis SET", commands -> commands.set(key, "lost"));

    TestServers.redis().resume();
    await().atMost(BOUND).until(() -> get().equals(new Reply.Answered<>(null)));
  }

  @Test
  void tells_when_a_lost_connection_is_back() {
    var reconnects = new AtomicInteger();
    redis.onReconnect(reconnects::incrementAndGet);

    TestServers.redis().kill();
    assertThat(get()).isInstanceOf(Reply.Away.class);
    redis.send("Redis SET", commands -> commands.set(key, "lost"));
    TestServers.redis().start();

    await().atMost(BOUND).untilAsserted(() -> assertThat(reconnects).hasPositiveValue());
    await().atMost(BOUND).until(() -> get().equals(new Reply.Answered<>(null)));
  }

  @Test
  void a_command_that_redis_rejects_counts_as_away() {
    String script = "return redis.error_reply('no')";
    Reply<String> reply =
        redis.ask("Redis EVAL", commands -> commands.eval(script, ScriptOutputType.VALUE, key));

    assertThat(reply).isInstanceOf(Reply.Away.class);
  }

  @Test
  void a_service_starts_without_redis() {
    var nowhere = Map.of("lab.redis.nodes", "127.0.0.1:" + Ports.free(1).getFirst());
    try (var other = SomeService.start(SomeService.stores(), nowhere)) {
      var without = other.bean(Redis.class);
      without.send("Redis SET", commands -> commands.set(key, "lost"));

      assertThat(without.ask("Redis GET", commands -> commands.get(key)))
          .isInstanceOf(Reply.Away.class);
    }
  }

  private String outage() {
    return switch (get()) {
      case Reply.Answered<String> _ -> "";
      case Reply.Away<String>(StoreUnavailableException outage) -> "" + outage.getMessage();
    };
  }
}
