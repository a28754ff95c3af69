package lab.runner.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lab.protocol.Measure;
import lab.protocol.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class BoundTest {
  @Test
  void each_kind_has_its_side_and_its_edge() {
    assertThat(bound("{\"at-most\": 5}").holds(5, 0)).isTrue();
    assertThat(bound("{\"at-most\": 5}").holds(5.1, 0)).isFalse();
    assertThat(bound("{\"at-least\": 5}").holds(5, 0)).isTrue();
    assertThat(bound("{\"at-least\": 5}").holds(4.9, 0)).isFalse();
    assertThat(bound("{\"below\": 5}").holds(5, 0)).isFalse();
    assertThat(bound("{\"below\": 5}").holds(4.9, 0)).isTrue();
    assertThat(bound("\"never\"").holds(0, 9)).isTrue();
    assertThat(bound("\"never\"").holds(1, 9)).isFalse();
  }

  @Test
  void a_bound_with_a_peer_is_multiplied_by_the_peers_value() {
    Bound half = bound("{\"at-most\": 0.5, \"times\": \"control\"}");

    assertThat(half.peer()).isEqualTo("control");
    assertThat(half.holds(50, 100)).isTrue();
    assertThat(half.holds(51, 100)).isFalse();
    assertThat(half.words(Unit.MILLIS)).isEqualTo("at most 0.5 times control");
  }

  @ParameterizedTest
  @CsvSource({"MILLIS,1500", "SECONDS,1.5", "MICROS,1500000"})
  void a_duration_is_in_the_measures_unit(Unit unit, double value) {
    assertThat(bound("{\"at-most\": \"1500ms\"}", unit).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | must be never, or one of at-most, at-least, below",
        "\"ever\" | must be never, or one of",
        "{\"at-most\": 1, \"at-least\": 1} | must be never, or one of",
        "{\"at-most\": 1, \"tims\": \"a\"} | must be never, or one of",
        "{\"times\": \"a\"} | must be never, or one of",
        "{\"at-most\": -1} | at-most is -1 and must be a number from 0 to 1000000000000",
        "{\"at-most\": \"1s\"} | at-most is \"1s\" and must be a number",
        "{\"below\": 2e12} | must be a number from 0",
      })
  void an_invalid_bound_is_refused(String json, String message) {
    assertThatThrownBy(() -> bound(json)).hasMessageContaining(message);
  }

  @Test
  void a_bound_of_a_time_must_be_a_duration() {
    assertThatThrownBy(() -> bound("{\"at-most\": \"1h\"}", Unit.MILLIS))
        .hasMessageContaining("or a duration such as 500ms");
    assertThatThrownBy(() -> bound("{\"at-most\": \"1s\", \"times\": \"a\"}", Unit.MILLIS))
        .hasMessageContaining("must be a number");
  }

  @Test
  void is_put_into_words_with_the_measures_unit() {
    assertThat(bound("{\"at-most\": 1500}", Unit.MILLIS).words(Unit.MILLIS))
        .isEqualTo("at most 1.50 s");
    assertThat(bound("{\"below\": 3}").words(Unit.COUNT)).isEqualTo("below 3");
    assertThat(bound("\"never\"").words(Unit.COUNT)).isEqualTo("never");
  }

  private static Bound bound(String json) {
    return bound(json, Unit.COUNT);
  }

  private static Bound bound(String json, Unit unit) {
    return Bound.parse(JsonMapper.shared().readTree(json), new Measure("m", "a measure", unit));
  }
}
