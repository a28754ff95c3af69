package lab.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COUNT      | 0       | 0",
        "COUNT      | 1234567 | 1,234,567",
        "COUNT      | 0.6     | 1",
        "PER_SECOND | 1500    | 1,500/s",
        "MILLIS     | 0       | 0 ms",
        "MILLIS     | 0.04    | 0.0 ms",
        "MILLIS     | 9.94    | 9.9 ms",
        "MILLIS     | 9.95    | 10 ms",
        "MILLIS     | 12.34   | 12 ms",
        "MILLIS     | 999.4   | 999 ms",
        "MILLIS     | 999.5   | 1.00 s",
        "MILLIS     | 1000    | 1.00 s",
        "MILLIS     | 1234567 | 1,234.57 s",
        "MICROS     | 1000    | 1,000 µs",
        "SECONDS    | 999     | 999.00 s",
        "SECONDS    | 1000    | 1,000.00 s",
        "CORES      | 1.256   | 1.26 cores",
        "BYTES      | 2048    | 2,048 B",
        "KILOBYTES  | 1024.5  | 1,024.5 KB",
        "SHARE      | 0.01    | 0.0100"
      })
  void a_figure_has_the_digits_that_matter_and_its_unit(Unit unit, double value, String words) {
    assertThat(unit.words(value)).isEqualTo(words);
  }
}
