package lab.loadtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import lab.protocol.Described;
import lab.protocol.Event;
import lab.protocol.Measure;
import lab.protocol.Plan;
import lab.protocol.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadTestTest {
  private static final InputStream NOTHING = InputStream.nullInputStream();

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream before = System.err;

  @BeforeEach
  void catchErrors() {
    System.setErr(new PrintStream(err, true, UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(before);
  }

  @Test
  void describes_all_workloads() {
    assertThat(execute(NOTHING, "describe")).isZero();

    var described = List.of(Wire.read(out.toString(UTF_8), Described[].class));
    assertThat(described)
        .extracting(Described::name)
        .contains("fan-out", "toy", "url-shortener")
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(Workloads.all().stream().map(Workload::name).toList());
    assertThat(described)
        .flatExtracting(Described::measures)
        .extracting(Measure::words)
        .as("fit into a table of 100 columns with two arms")
        .allMatch(words -> words.length() <= 45);
    Described links =
        described.stream()
            .filter(each -> each.name().equals("url-shortener"))
            .findFirst()
            .orElseThrow();
    assertThat(links.operations()).containsExactly("read", "write");
    assertThat(kinds(links))
        .containsEntry("lost", Measure.Kind.INVARIANT)
        .containsEntry("duplicated", Measure.Kind.INVARIANT)
        .containsEntry("stale", Measure.Kind.INVARIANT)
        .containsEntry("unread", Measure.Kind.DOUBT)
        .containsEntry("acknowledged", Measure.Kind.FIGURE);
    assertThat(described)
        .flatExtracting(Described::measures)
        .extracting(Measure::name)
        .contains("large-p50", "lost-tickets", "age-max-without-redis", "read-p99", "not-back")
        .allMatch(name -> name.matches("[a-z][a-z0-9-]*"));
  }

  private static Map<String, Measure.Kind> kinds(Described described) {
    return described.measures().stream()
        .collect(java.util.stream.Collectors.toMap(Measure::name, Measure::kind));
  }

  @Test
  void checks_settings_and_returns_the_load_or_the_problem() {
    assertThat(
            execute(
                in(
                    """
                    [{"workload":"toy","settings":{"end":"measured","number":3}},
                     {"workload":"toy","settings":{"end":"measured","number":10}},
                     {"workload":"toy"},
                     {"workload":"toys","settings":{}},
                     {"workload":"fan-out","settings":{"transport":"long-poll","places":200,
                       "changes":100,"warm-up":"10s","duration":"15s","small":1,"middle":2,
                       "large":3}},
                     {"workload":"lost-updates","settings":{"way":"if-match","places":5,
                       "devices":20,"changes":4000}},
                     {"workload":"reconnect-storm","settings":{"sockets":3,"places":1,"changes":5,
                       "reads":5,"kill-after":"10s","duration":"9s","resume":"no"}}]
                    """),
                "check"))
        .isZero();

    Plan.Checked[] checked = Wire.read(out.toString(UTF_8), Plan.Checked[].class);
    assertThat(checked[0]).isEqualTo(new Plan.Checked("3 toys", null));
    assertThat(checked[1].problem()).startsWith("settings, number: must be");
    assertThat(checked[2].problem()).contains("settings, end: is missing");
    assertThat(checked[3].problem()).contains("\"toys\" and must be one of ", "fan-out");
    assertThat(checked[4].load())
        .isEqualTo(
            "100 changes a second of 200 lines for 15 s, on [1, 2, 3] screens with a line each");
    assertThat(checked[5].load()).isEqualTo("4,000 changes of 5 lines by 20 devices at once");
    assertThat(checked[6].problem()).contains("duration must be at least kill-after");
  }

  @ParameterizedTest
  @CsvSource({
    "measured, 0, measured",
    "distrusted, 0, too late",
    "not_seeded, 69, nothing to read",
    "io, 70, it does not answer",
    "bug, 70, a bug"
  })
  void the_exit_code_says_whether_it_ran(String end, int code, String said) throws Exception {
    plan("toy", "{\"end\":\"%s\",\"number\":7}".formatted(end));

    assertThat(run()).isEqualTo(code);
    String last = code == 0 ? lastLine(out) : lastLine(err);
    assertThat(last).contains(said);
  }

  @Test
  void a_figure_that_is_not_a_number_was_not_measured() throws Exception {
    plan("toy", "{\"end\":\"measured\",\"number\":7}");

    assertThat(run()).isZero();
    assertThat(Wire.read(lastLine(out), Event.class))
        .isEqualTo(new Event.Measured(Map.of("number", 7.0)));
    assertThat(folder.resolve("out")).isDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "toy | {\"end\":\"measured\",\"number\":10} | http://g | 500 | number: must be",
        "toys | {} | http://g | 500 | must be one of",
        "toy | {\"end\":\"measured\",\"number\":1} | http://g/a | 500 | without a path",
        "toy | {\"end\":\"measured\",\"number\":1} | http://g | 0 | slowMillis is 0"
      })
  void an_invalid_plan_is_refused(
      String workload, String settings, String gateway, int slow, String said) throws Exception {
    Files.writeString(
        folder.resolve("plan.json"),
        "{\"workload\":\"%s\",\"settings\":%s,\"gateway\":\"%s\",\"slowMillis\":%d}"
            .formatted(workload, settings, gateway, slow));

    assertThat(run()).isEqualTo(LoadTest.WRONG);
    assertThat(err.toString(UTF_8)).contains(said);
  }

  @Test
  void invalid_commands_and_invalid_json_are_refused() throws Exception {
    assertThat(execute(NOTHING)).isEqualTo(64);
    assertThat(execute(NOTHING, "run", "plan.json")).isEqualTo(64);
    assertThat(execute(NOTHING, "describe", "it")).isEqualTo(64);
    assertThat(err.toString(UTF_8)).contains("Usage: java -jar loadtest.jar run PLAN_FILE FOLDER");
    assertThat(execute(in("{"), "check")).isEqualTo(64);
    Files.writeString(folder.resolve("plan.json"), "{");
    assertThat(run()).isEqualTo(64);
    assertThat(execute(NOTHING, "traffic", "elsewhere")).isEqualTo(64);
  }

  /** Experiment files refer to settings and measures by name. */
  @Test
  void every_workload_has_a_settings_record_and_unique_measure_names() {
    for (Workload<?> workload : Workloads.all()) {
      assertThat(workload.settings().isRecord()).isTrue();
      List<String> names = workload.measures().stream().map(Measure::name).toList();
      assertThat(names).isNotEmpty().hasSameSizeAs(Set.copyOf(names));
    }
  }

  private void plan(String workload, String settings) throws IOException {
    Files.writeString(
        folder.resolve("plan.json"),
        "{\"workload\":\"%s\",\"settings\":%s,\"gateway\":\"http://127.0.0.1:1\",\"slowMillis\":500}"
            .formatted(workload, settings));
  }

  /** With a runner that does not end. */
  private int run() throws IOException {
    var runner = new PipedInputStream();
    RUNNERS.add(new PipedOutputStream(runner));
    return execute(
        runner, "run", folder.resolve("plan.json").toString(), folder.resolve("out").toString());
  }

  private static final List<PipedOutputStream> RUNNERS = new java.util.ArrayList<>();

  private int execute(InputStream in, String... words) {
    return LoadTest.execute(List.of(words), in, new PrintStream(out, true, UTF_8));
  }

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static String lastLine(ByteArrayOutputStream from) {
    return Objects.requireNonNull(
        Stream.of(from.toString(UTF_8).split("\n")).reduce("", (_, line) -> line));
  }
}
