package lab.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
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
        "url-shortener|SYSTEM is 'url-shortener' and must be queue-tracker.",
        "queue-tracker|Missing required option: '--gateway=URL'",
        "--rate 5|Missing required parameter: 'SYSTEM'"
      })
  void an_invalid_argument_is_refused_with_its_bound(String arguments, String message) {
    var said = new StringWriter();
    var words = List.of(arguments.split(" "));
    var lab = TrafficCommand.commandLine(words).setErr(new PrintWriter(said));

    assertThat(lab.execute(words.toArray(String[]::new))).isEqualTo(64);
    assertThat(said.toString()).contains(message);
  }

  @Test
  void without_a_lab_the_exit_code_is_1() {
    var words = List.of("queue-tracker", "--gateway", "http://127.0.0.1:1");

    assertThat(TrafficCommand.commandLine(words).execute(words.toArray(String[]::new)))
        .isEqualTo(1);
  }

  @Test
  void the_help_is_that_of_lab_traffic() {
    var said = new StringWriter();
    var words = List.of("--help");

    assertThat(
            TrafficCommand.commandLine(words)
                .setOut(new PrintWriter(said))
                .execute(words.toArray(String[]::new)))
        .isZero();
    assertThat(said.toString())
        .startsWith("Usage: ./lab traffic [-hV]")
        .contains("--docker", "--places", "--speed=SPEED", "--for=TIME", "--at=HH:MM", "--seed")
        .contains("queue-tracker, for now the only one.", "Let people join lines")
        .contains("Ends after --for or with Ctrl-C")
        .doesNotContain("--gateway");
  }
}
