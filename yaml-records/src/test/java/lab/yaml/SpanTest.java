package lab.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
  record Wait(@Span(min = "500ms", max = "1m") Duration patience) {}

  record Pause(@Span(max = "1s") Duration length) {}

  @ParameterizedTest
  @ValueSource(strings = {"500ms", "0.5s", "30s", "60s", "1m"})
  void the_bounds_belong_to_it(String patience) {
    assertThat(YamlFile.parse("wait.yml", "patience: " + patience, Wait.class).patience())
        .isEqualTo(Durations.parse(patience));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "499ms", "60.001s", "2m"})
  void nothing_outside_does(String patience) {
    assertThatThrownBy(() -> YamlFile.parse("wait.yml", "patience: " + patience, Wait.class))
        .isInstanceOf(InvalidYaml.class)
        .hasMessage("wait.yml, patience: must be from 500ms to 1m");
  }

  @Test
  void it_begins_at_zero_unless_told_otherwise() {
    assertThat(YamlFile.parse("pause.yml", "length: 0s", Pause.class).length())
        .isEqualTo(Duration.ZERO);
    assertThatThrownBy(() -> YamlFile.parse("pause.yml", "length: 1001ms", Pause.class))
        .hasMessage("pause.yml, length: must be from 0s to 1s");
  }

  @Test
  void no_duration_is_valid() {
    assertThat(YamlFile.parse("wait.yml", "patience: null", Wait.class)).isEqualTo(new Wait(null));
  }
}
