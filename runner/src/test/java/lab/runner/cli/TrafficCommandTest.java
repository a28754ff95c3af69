package lab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "queue-tracker --speed 0x|'0x' must be above 0x and at most 1000x",
        "queue-tracker --speed 1001x|'1001x' must be above 0x and at most 1000x",
        "queue-tracker --speed fast|'fast' must be above 0x",
        "queue-tracker --for 0s|'0s' must be a time such as 90s, 5m or 2h",
        "queue-tracker --for soon|'soon' must be a time",
        "queue-tracker --at 25:00|'25:00'",
        "queue-tracker --rate 0|--rate is 0 and must be within 1 and 1000.",
        "queue-tracker --places 0|--places is 0 and must be within 1 and 100000.",
        "url-shortener|SYSTEM is 'url-shortener' and must be queue-tracker."
      })
  void what_is_off_is_told_with_its_bound(String arguments, String message) {
    var said = new StringWriter();
    var lab = Main.commandLine().setErr(new PrintWriter(said));

    assertThat(lab.execute(("traffic " + arguments).split(" "))).isEqualTo(64);
    assertThat(said.toString()).contains(message);
  }

  @Test
  void speeds_and_times_are_written_as_people_write_them() {
    var speed = new TrafficCommand.Speed();
    assertThat(speed.convert("10x")).isEqualTo(10);
    assertThat(speed.convert("0.5")).isEqualTo(0.5);
    assertThat(new TrafficCommand.Time().convert("5m")).isEqualTo(Duration.ofMinutes(5));
  }
}
