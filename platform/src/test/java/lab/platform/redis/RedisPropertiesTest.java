package lab.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import lab.platform.startup.StartupRefusedException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RedisPropertiesTest {
  private static RedisProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("lab.redis", RedisProperties.class);
  }

  @Test
  void has_these_names_and_defaults() {
    assertThat(bind(Map.of("lab.redis.nodes", "a:1,127.0.0.1:2")))
        .isEqualTo(
            new RedisProperties(
                List.of("a:1", "127.0.0.1:2"), "", Duration.ofMillis(50), Duration.ofSeconds(30)));
    assertThat(
            bind(
                Map.of(
                    "lab.redis.nodes", "a:1",
                    "lab.redis.password", "p",
                    "lab.redis.command-timeout", "20ms",
                    "lab.redis.topology-refresh", "9s")))
        .isEqualTo(
            new RedisProperties(List.of("a:1"), "p", Duration.ofMillis(20), Duration.ofSeconds(9)));
  }

  @Test
  void refuses_to_start_without_nodes() {
    assertThatThrownBy(() -> bind(Map.of()))
        .rootCause()
        .isInstanceOf(StartupRefusedException.class)
        .hasMessageContaining("lab.redis.nodes");
  }
}
