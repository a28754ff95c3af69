package lab.urlshortener.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import lab.platform.startup.StartupRefusedException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StatsPropertiesTest {
  private static StatsProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("lab.stats", StatsProperties.class);
  }

  @Test
  void has_these_names_and_defaults() {
    assertThat(bind(Map.of("lab.stats.bootstrap-servers", "a:1")))
        .isEqualTo(
            new StatsProperties(
                "a:1", "", "url-shortener.clicks", "url-shortener-stats", 2000, 10_000));
    assertThat(
            bind(
                Map.of(
                    "lab.stats.bootstrap-servers", "a:1",
                    "lab.stats.topic", "t",
                    "lab.stats.group", "g",
                    "lab.stats.batch", "5",
                    "lab.stats.remember", "7")))
        .isEqualTo(new StatsProperties("a:1", "", "t", "g", 5, 7));
  }

  @Test
  void refuses_an_empty_batch() {
    assertThatThrownBy(() -> bind(Map.of("lab.stats.batch", "0")))
        .hasRootCauseInstanceOf(StartupRefusedException.class);
    assertThatThrownBy(() -> bind(Map.of("lab.stats.remember", "-1")))
        .hasRootCauseInstanceOf(StartupRefusedException.class);
  }
}
