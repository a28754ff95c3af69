package lab.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "250ms, 250",
    "8s, 8000",
    "2m, 120000",
    "1.5m, 90000",
    "0.25s, 250",
    "0.001s, 1",
    "0.4ms, 0",
    "0.5ms, 1",
    "0s, 0",
    "'  3 s ', 3000",
    "999999999m, 59999999940000"
  })
  void are_read_to_the_millisecond(String text, long millis) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    assertThat(Durations.isOne(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8",
        "s",
        "8h",
        "8 sec",
        "-1s",
        "1.s",
        ".5s",
        "1.0005s",
        "1000000000s",
        "1s2s"
      })
  void anything_else_is_none(String text) {
    assertThat(Durations.isOne(text)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessage("is \"%s\" and must be a duration such as 250ms, 8s or 2m", text);
  }

  @Test
  void the_message_quotes_the_text_as_it_was_written() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(" soon "))
        .withMessageStartingWith("is \" soon \" and");
  }
}
