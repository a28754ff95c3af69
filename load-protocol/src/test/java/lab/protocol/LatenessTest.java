package lab.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenessTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "0, 1000, false",
    "1, 0, true",
    "1, 99, true",
    "1, 100, true",
    "1, 101, false",
    "9, 1000, false",
    "10, 1000, true",
    "1000, 1000, true"
  })
  void one_in_a_hundred_is_too_many(long missed, long due, boolean behind) {
    assertThat(Lateness.isBehind(missed, due)).isEqualTo(behind);
  }

  @Test
  void a_request_is_late_after_a_quarter_of_a_second() {
    assertThat(Lateness.LATE).isEqualTo(Duration.ofMillis(250));
  }
}
