package lab.urlshortener.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import lab.platform.startup.StartupRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CachePropertiesTest {
  private static CacheProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("lab.cache", CacheProperties.class);
  }

  @Test
  void has_these_defaults() {
    assertThat(bind(Map.of()))
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
  void has_these_names() {
    assertThat(
            bind(
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

  @ParameterizedTest
  @CsvSource({
    "lab.cache.jitter, 1",
    "lab.cache.local-ttl, 0s",
    "lab.cache.database-concurrency, 0",
    "lab.cache.local-entries, -1"
  })
  void refuses_values_out_of_bounds(String name, String value) {
    assertThatThrownBy(() -> bind(Map.of(name, value)))
        .rootCause()
        .isInstanceOf(StartupRefusedException.class)
        .hasMessageContaining(name);
  }
}
