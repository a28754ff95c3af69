package lab.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  private static void refused(Runnable reading) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(reading::run)
        .satisfies(e -> assertThat(e.problem().type()).isEqualTo("invalid-n"))
        .satisfies(e -> assertThat(e.problem().status()).isEqualTo(400))
        .satisfies(e -> assertThat(e.problem().members()).containsEntry("field", "n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " 5",
        "5 ",
        "+5",
        "--5",
        "-",
        "5d",
        "5f",
        "5L",
        "0x10",
        "0x1p3",
        "1e3",
        "1E3",
        "1_000",
        "1,000",
        "1,5",
        ".5",
        "5.",
        ".",
        "05",
        "-05",
        "NaN",
        "nan",
        "Infinity",
        "-Infinity",
        "٥",
        "５",
        "५",
        "−5",
        "5\n",
        "\u00a05",
        "5\u0000",
        "½",
        "null",
        "5,5",
        "0b1",
        "010"
      })
  void anything_but_plain_decimal_is_refused(String text) {
    assertThat(Numbers.whole(text)).isEmpty();
    refused(() -> Numbers.whole("n", text, -10, 10_000));
    refused(() -> Numbers.decimal("n", text, -10, 10_000));
  }

  @Test
  void a_missing_number_is_refused_too() {
    refused(() -> Numbers.whole("n", null, 0, 1));
    refused(() -> Numbers.decimal("n", null, 0, 1));
  }

  @Test
  void bounds_are_inclusive_and_a_fraction_is_no_whole_number() {
    assertThat(Numbers.whole("n", "1", 1, 5)).isEqualTo(1);
    assertThat(Numbers.whole("n", "5", 1, 5)).isEqualTo(5);
    for (String text : new String[] {"0", "6", "2.9", "2.0", "9".repeat(18), "9".repeat(400)}) {
      refused(() -> Numbers.whole("n", text, 1, 5));
    }
    assertThat(Numbers.decimal("n", "90.0", -90, 90)).isEqualTo(90);
    assertThat(Numbers.decimal("n", "-0.5", -90, 90)).isEqualTo(-0.5);
    for (String text : new String[] {"90.0001", "-91", "9".repeat(400)}) {
      refused(() -> Numbers.decimal("n", text, -90, 90));
    }
  }
}
