package lab.urlshortener.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import lab.platform.startup.StartupRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CodePropertiesTest {
  private static final String KEY = "000102030405060708090a0b0c0d0e0f";

  private static CodeProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("lab.codes", CodeProperties.class);
  }

  @Test
  void has_these_names_and_defaults() {
    assertThat(bind(Map.of())).isEqualTo(new CodeProperties(null, 1000, Duration.ofSeconds(1)));
    assertThat(
            bind(
                Map.of(
                    "lab.codes.key", KEY,
                    "lab.codes.range-size", "50",
                    "lab.codes.lease-timeout", "250ms")))
        .isEqualTo(new CodeProperties(KEY, 50, Duration.ofMillis(250)));
  }

  @Test
  void does_not_print_the_key() {
    assertThat(bind(Map.of("lab.codes.key", KEY)).toString()).doesNotContain(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0011",
        "000102030405060708090a0b0c0d0e0",
        "not hex, but long enough to be a key"
      })
  void refuses_an_invalid_key(String key) {
    var properties = bind(Map.of("lab.codes.key", key));

    assertThatExceptionOfType(StartupRefusedException.class)
        .isThrownBy(properties::keyBytes)
        .withMessageContaining("lab.codes.key")
        .satisfies(e -> assertThat(key.isEmpty() || !e.getMessage().contains(key)).isTrue());
  }
}
