package lab.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
  @Test
  void takes_1_to_255_printable_characters() {
    assertThat(new IdempotencyKey("k").value()).isEqualTo("k");
    assertThat(new IdempotencyKey("~".repeat(255)).value()).hasSize(255);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\nb", "ü", "\u0007"})
  void refuses_others(String value) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> new IdempotencyKey(value))
        .satisfies(e -> assertThat(e.problem().status()).isEqualTo(400))
        .satisfies(
            e -> assertThat(e.problem().members()).containsEntry("field", "Idempotency-Key"));
  }

  @Test
  void refuses_256_characters() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> new IdempotencyKey("a".repeat(256)));
  }
}
