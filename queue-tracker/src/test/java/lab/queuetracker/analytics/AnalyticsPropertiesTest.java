package lab.queuetracker.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import lab.platform.startup.StartupRefusedException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AnalyticsPropertiesTest {
  private static AnalyticsProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("lab.analytics", AnalyticsProperties.class);
  }

  @Test
  void has_these_names_and_defaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new AnalyticsProperties(
                "", "", "queue-tracker.changes", "queue-tracker-analytics", 500));
    assertThat(
            bind(
                Map.of(
                    "lab.analytics.bootstrap-servers", "a:1",
                    "lab.analytics.topic", "t",
                    "lab.analytics.group", "g",
                    "lab.analytics.batch", "5")))
        .isEqualTo(new AnalyticsProperties("a:1", "", "t", "g", 5));
  }

  @Test
  void refuses_an_empty_batch() {
    assertThatThrownBy(() -> bind(Map.of("lab.analytics.batch", "0")))
        .hasRootCauseInstanceOf(StartupRefusedException.class);
  }
}
