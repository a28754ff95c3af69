package lab.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lab.platform.startup.StartupRefusedException;
import lab.platformtest.TestServers;
import lab.servers.process.Ports;
import lab.urlshortener.testing.Service;
import lab.urlshortener.testing.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each store fails under a running service, or is missing when it starts. */
class OutagesIT {
  /** No other test asks for it, because Redis remembers unknown codes for a while. */
  private static final String UNKNOWN = "Unknown";

  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final String URL = "{\"url\":\"https://example.com/\"}";

  @AfterEach
  void heal() {
    TestServers.postgres().heal();
    TestServers.redis().heal();
  }

  private static int status(Service service, String path) {
    return service.get(path).statusCode();
  }

  @Test
  void no_request_fails_when_redis_dies() throws Exception {
    var brief = Map.of("lab.cache.local-ttl", "1ms");
    try (var service = Service.start(Stores.settings(), brief)) {
      String code = service.shorten("https://example.com/");
      awaitInRedis(service, code);

      TestServers.redis().kill();
      for (int i = 0; i < 50; i++) {
        assertThat(status(service, "/" + code)).isEqualTo(302);
        assertThat(service.create(URL).statusCode()).isEqualTo(201);
      }
      TestServers.redis().start();

      awaitInRedis(service, code);
    }
  }

  @Test
  void redirects_continue_while_redis_hangs() {
    var brief = Map.of("lab.cache.local-ttl", "1ms");
    try (var service = Service.start(Stores.settings(), brief)) {
      String code = service.shorten("https://example.com/");
      TestServers.redis().pause();
      for (int i = 0; i < 50; i++) {
        assertThat(status(service, "/" + code)).isEqualTo(302);
      }
      assertThat(service.metrics()).contains("lab_redis_breaker_open");
      TestServers.redis().resume();
      awaitInRedis(service, code);
    }
  }

  @Test
  void without_postgres_cached_links_are_served_and_the_rest_is_unavailable_not_unknown()
      throws Exception {
    try (var service = Service.start(Stores.settings())) {
      String cached = service.shorten("https://example.com/");
      TestServers.postgres().kill();
      try {
        assertThat(status(service, "/" + cached)).isEqualTo(302);
        var unknown = service.get("/" + UNKNOWN, "X-Correlation-Id", "find-me-1");
        assertThat(unknown.statusCode()).isEqualTo(503);
        assertThat(unknown.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(unknown.body())
            .contains("urn:lab:problem:unavailable", "\"errorId\":\"find-me-1\"")
            .doesNotContain("xception", "PostgreSQL");
        var create = service.create(URL);
        assertThat(create.statusCode()).isEqualTo(503);
        assertThat(create.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(create.headers().firstValue("Content-Type"))
            .hasValue("application/problem+json");
        assertThat(status(service, "/api/links/" + UNKNOWN)).isEqualTo(503);
        assertThat(status(service, "/health")).isEqualTo(200);
      } finally {
        TestServers.postgres().start();
      }
      await().atMost(BOUND).until(() -> service.create(URL).statusCode() == 201);
      await().atMost(BOUND).until(() -> status(service, "/" + UNKNOWN) == 404);
      assertThat(status(service, "/" + cached)).isEqualTo(302);
    }
  }

  @Test
  void starts_and_serves_without_redis_and_kafka() {
    var nowhere =
        Map.of(
            "lab.redis.nodes", "127.0.0.1:" + Ports.free(1).getFirst(),
            "spring.kafka.bootstrap-servers", "127.0.0.1:" + Ports.free(1).getFirst());
    try (var service = Service.start(Stores.settings(), nowhere)) {
      String code = service.shorten("https://example.com/");
      assertThat(status(service, "/" + code)).isEqualTo(302);
      assertThat(status(service, "/" + UNKNOWN)).isEqualTo(404);
    }
  }

  @Test
  void waits_for_postgres_at_the_start() throws Exception {
    var settings = Stores.settings();
    TestServers.postgres().kill();
    var starting = CompletableFuture.supplyAsync(() -> Service.start(settings));
    TestServers.postgres().start();
    try (var service = starting.get()) {
      assertThat(service.create(URL).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void gives_up_with_a_reason_if_postgres_does_not_answer() {
    var nowhere =
        Map.of(
            "spring.datasource.url",
            "jdbc:postgresql://127.0.0.1:" + Ports.free(1).getFirst() + "/x",
            "spring.datasource.hikari.connection-timeout",
            "1000",
            "lab.postgres.startup-wait",
            "100ms");

    assertThatThrownBy(() -> Service.start(Stores.settings(), nowhere))
        .rootCause()
        .isInstanceOf(StartupRefusedException.class)
        .hasMessageContaining("PostgreSQL did not answer");
  }

  @Test
  void refuses_to_start_without_a_key() {
    assertThatThrownBy(() -> Service.start(Stores.settings(), Map.of("lab.codes.key", "")))
        .rootCause()
        .isInstanceOf(StartupRefusedException.class)
        .hasMessage("lab.codes.key is not set.");
  }

  private static void awaitInRedis(Service service, String code) {
    await()
        .atMost(BOUND)
        .until(() -> {
          double before = redisHits(service);
          service.get("/" + code);
          return redisHits(service) > before;
        });
  }

  private static double redisHits(Service service) {
    return service
        .metrics()
        .lines()
        .filter(line -> line.startsWith("lab_cache_requests_total"))
        .filter(line -> line.contains("result=\"hit\"") && line.contains("tier=\"redis\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
