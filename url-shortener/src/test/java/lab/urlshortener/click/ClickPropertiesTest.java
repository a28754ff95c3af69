package lab.urlshortener.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import lab.platform.startup.StartupRefusedException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ClickPropertiesTest {
  private static ClickProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("lab.clicks", ClickProperties.class);
  }

  @Test
  void has_these_names_and_defaults() {
    assertThat(bind(Map.of("lab.clicks.bootstrap-servers", "a:1")))
        .isEqualTo(
            new ClickProperties(
                "a:1", "", "url-shortener.clicks", 6, 10_000, Duration.ofSeconds(2)));
    assertThat(
            bind(
                Map.of(
                    "lab.clicks.bootstrap-servers", "a:1",
                    "lab.clicks.topic", "t",
                    "lab.clicks.partitions", "2",
                    "lab.clicks.queue-size", "3",
                    "lab.clicks.stop-timeout", "4s")))
        .isEqualTo(new ClickProperties("a:1", "", "t", 2, 3, Duration.ofSeconds(4)));
  }

  @Test
  void refuses_to_start_without_an_address() {
    assertThatThrownBy(() -> bind(Map.of("lab.clicks.bootstrap-servers", "")))
        .hasRootCauseInstanceOf(StartupRefusedException.class);
  }
}
