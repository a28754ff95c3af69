package lab.urlshortener.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import lab.urlshortener.startup.StartupRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CachePropertiesTest {
  private static <T> T bind(String prefix, Class<T> type, Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(prefix, type);
  }

  @Test
  void the_cache_has_these_defaults() {
    assertThat(bind("lab.cache", CacheProperties.class, Map.of()))
        .isEqualTo(
            new CacheProperties(
                10_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofHours(24),
                Duration.ofSeconds(10),
                0.1,
                6,
                Duration.ofMillis(500),
                Duration.ofSeconds(3)));
  }

  @Test
  void the_cache_has_these_names() {
    assertThat(
            bind(
                "lab.cache",
                CacheProperties.class,
                Map.of(
                    "lab.cache.local-entries", "1",
                    "lab.cache.local-ttl", "2s",
                    "lab.cache.local-negative-ttl", "3s",
                    "lab.cache.redis-ttl", "4s",
                    "lab.cache.redis-negative-ttl", "5s",
                    "lab.cache.jitter", "0.5",
                    "lab.cache.database-concurrency", "6",
                    "lab.cache.database-wait", "7s",
                    "lab.cache.flight-wait", "8s")))
        .isEqualTo(
            new CacheProperties(
                1,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                0.5,
                6,
                Duration.ofSeconds(7),
                Duration.ofSeconds(8)));
  }

  @Test
  void redis_has_these_names_and_defaults() {
    assertThat(
            bind("lab.redis", RedisProperties.class, Map.of("lab.redis.nodes", "a:1,127.0.0.1:2")))
        .isEqualTo(
            new RedisProperties(
                List.of("a:1", "127.0.0.1:2"), Duration.ofMillis(50), Duration.ofSeconds(2)));
    assertThat(
            bind(
                "lab.redis",
                RedisProperties.class,
                Map.of(
                    "lab.redis.nodes", "a:1",
                    "lab.redis.command-timeout", "20ms",
                    "lab.redis.topology-refresh", "9s")))
        .isEqualTo(
            new RedisProperties(List.of("a:1"), Duration.ofMillis(20), Duration.ofSeconds(9)));
  }

  @ParameterizedTest
  @CsvSource({
    "lab.cache.jitter, 1",
    "lab.cache.local-ttl, 0s",
    "lab.cache.database-concurrency, 0",
    "lab.cache.local-entries, -1"
  })
  void refuses_values_out_of_bounds(String name, String value) {
    assertThatThrownBy(() -> bind("lab.cache", CacheProperties.class, Map.of(name, value)))
        .rootCause()
        .isInstanceOf(StartupRefusedException.class)
        .hasMessageContaining(name);
  }

  @Test
  void refuses_to_go_without_redis_nodes() {
    assertThatThrownBy(() -> bind("lab.redis", RedisProperties.class, Map.of()))
        .rootCause()
        .isInstanceOf(StartupRefusedException.class)
        .hasMessageContaining("lab.redis.nodes");
  }
}
