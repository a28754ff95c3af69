package lab.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class WireTest {
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final PrintStream out =
      new PrintStream(new BufferedOutputStream(told, 1 << 16), false, UTF_8);

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of(new Event.Step("warming\nup"), "{'event':'step','text':'warming\\nup'}"),
        Arguments.of(
            new Event.Started(1_700_000_000_123L),
            "{'event':'started','epochMillis':1700000000123}"),
        Arguments.of(
            new Event.Second(3, true, 100, 98, 2, 12_345),
            "{'event':'second','second':3,'warmUp':true,'sent':100,'ok':98,'failed':2,'p99Micros':12345}"),
        Arguments.of(
            new Event.Ask(7, Event.What.KILL, List.of("url-shortener-1")),
            "{'event':'ask','id':7,'what':'KILL','of':['url-shortener-1']}"),
        Arguments.of(
            new Event.Measured(Map.of("lost", 0.5)), "{'event':'measured','values':{'lost':0.5}}"),
        Arguments.of(
            new Event.Distrusted("it was busy"), "{'event':'distrusted','reason':'it was busy'}"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_is_a_line_that_says_which_it_is(Event event, String json) {
    Wire.tell(out, event);

    String line = told.toString(UTF_8);
    assertThat(line).endsWith(System.lineSeparator()).hasLineCount(1);
    assertThat(JsonMapper.shared().readTree(line))
        .isEqualTo(JsonMapper.shared().readTree(json.replace('\'', '"')));
    assertThat(Wire.read(line, Event.class)).isEqualTo(event);
  }

  @Test
  void each_message_is_told_at_once() {
    Wire.tell(out, new Answer(1, null, List.of("one", "two")));
    assertThat(told.toString(UTF_8)).hasLineCount(1);
    Wire.tell(out, new Answer(2, "it does not want to", List.of()));

    assertThat(told.toString(UTF_8).lines().map(line -> Wire.read(line, Answer.class)))
        .containsExactly(
            new Answer(1, null, List.of("one", "two")),
            new Answer(2, "it does not want to", List.of()));
  }

  @Test
  void a_plan_and_what_is_said_about_it_is_read_as_it_was_written() {
    var settings = JsonMapper.shared().createObjectNode().put("rate", 100);
    var gateway = URI.create("http://localhost:8080");
    var live = new Plan.Live(URI.create("http://localhost:7070/live"), "toy", "control");
    assertReadAsWritten(new Plan("requests", settings, gateway, 1_000, live));
    assertReadAsWritten(new Plan("requests", settings, gateway, 1_000, null));
    assertReadAsWritten(new Plan.Question("requests", settings));
    assertReadAsWritten(new Plan.Checked("100 a second", null));
    assertReadAsWritten(new Plan.Checked(null, "settings.rate: must be at most 50"));
  }

  @Test
  void a_workload_is_described_as_it_described_itself() {
    assertReadAsWritten(
        new Described(
            "requests",
            List.of("read", "write"),
            List.of(
                new Measure("lost", "links lost", Unit.COUNT, Measure.Kind.INVARIANT),
                new Measure("read-p99", "reads, p99", Unit.MILLIS))));
  }

  @Test
  void a_measure_is_a_plain_figure_unless_it_is_told_otherwise() {
    assertThat(new Measure("read-p99", "reads, p99", Unit.MILLIS))
        .isEqualTo(new Measure("read-p99", "reads, p99", Unit.MILLIS, Measure.Kind.FIGURE));
  }

  @Test
  void anything_else_is_no_message() {
    for (String line : List.of("Exception in thread", "{}", "{\"event\":\"other\"}", "")) {
      assertThatThrownBy(() -> Wire.read(line, Event.class))
          .as(line)
          .isInstanceOf(JacksonException.class);
    }
  }

  private static void assertReadAsWritten(Object message) {
    String line = JsonMapper.shared().writeValueAsString(message);
    assertThat(Wire.read(line, message.getClass())).isEqualTo(message);
  }
}
