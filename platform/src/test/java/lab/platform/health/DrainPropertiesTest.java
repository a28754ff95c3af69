package lab.platform.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import lab.platform.startup.StartupRefusedException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DrainPropertiesTest {
  private static DrainProperties bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("lab.drain", DrainProperties.class);
  }

  @Test
  void name_and_default() {
    assertThat(bound(Map.of()).delay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(bound(Map.of("lab.drain.delay", "250ms")).delay()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void a_negative_delay_is_refused() {
    assertThatThrownBy(() -> bound(Map.of("lab.drain.delay", "-1s")))
        .rootCause()
        .isInstanceOf(StartupRefusedException.class)
        .hasMessage("lab.drain.delay is PT-1S.");
  }
}
