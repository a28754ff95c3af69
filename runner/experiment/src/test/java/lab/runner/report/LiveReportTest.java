package lab.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.protocol.Event;
import lab.runner.experiment.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LiveReportTest {
  @TempDir Path folder;
  private final Heard heard = new Heard();

  @Test
  void shows_the_run_in_progress_and_gives_no_verdict_before_its_end() throws Exception {
    try (LiveReport live = live()) {
      live.begins(folder);
      assertThat(page()).contains("Running…", "http-equiv=\"refresh\"");

      live.step("arm control: <no> retries");
      live.second("control", second(8, true, 200, 200, 0, 999000));
      live.second("control", second(9, false, 200, 150, 50, 12500));
      assertThat(page())
          .contains(
              "control, second 9", "arm control: &lt;no&gt; retries", "control: kill, planned")
          .doesNotContain("{{", "✓", "Health of the lab");

      live.end(SampleResults.passed());
      live.step("too late");
    }
    assertThat(page())
        .isEqualTo(Report.html(SampleResults.passed()))
        .doesNotContain("http-equiv=\"refresh\"");
    assertThat(heard.all)
        .containsExactly("begins", "arm control: <no> retries", "8", "9", "too late");
  }

  @Test
  void a_run_that_broke_off_does_not_seem_to_continue() throws Exception {
    try (LiveReport live = live()) {
      live.begins(folder);
      live.second("treatment", second(3, true, 200, 200, 0, 1000));
    }
    assertThat(page())
        .contains("The run broke off here: treatment, second 3 (warm-up)")
        .doesNotContain("http-equiv=\"refresh\"", "Running…");
  }

  @Test
  void the_run_continues_without_a_live_page_but_not_without_a_report() throws Exception {
    Path missing = folder.resolve("missing");
    try (LiveReport live = live()) {
      live.begins(missing);
      live.second("control", second(1, false, 1, 1, 0, 1000));
      assertThatThrownBy(() -> live.end(SampleResults.passed())).isInstanceOf(IOException.class);
    }
    assertThat(heard.all.getFirst()).contains("cannot be written");
    assertThat(heard.all.subList(1, heard.all.size()))
        .as("told once")
        .containsExactly("begins", "1");
  }

  @Test
  void draws_the_seconds_so_far_on_an_axis_as_long_as_the_load() throws Exception {

    try (LiveReport live = live()) {
      live.begins(folder);
      live.second("control", second(9, false, 200, 150, 50, 12500));
      live.second("control", second(10, false, 200, 0, 200, 0));
      live.second("control", second(11, false, 200, 200, 0, 80000));
      JsonNode page = ReportReading.read(page(), 360);

      assertThat(page.get("contentWidth").asInt()).isLessThanOrEqualTo(360);
      assertThat(page.get("refresh").asString()).isEqualTo("2");
      JsonNode chart = page.get("charts").get("p99");
      JsonNode points = chart.get("lines").get("control");
      assertThat(points).hasSize(2);
      assertThat(points.get(1).get("second").asDouble()).isCloseTo(2.5, within(0.05));
      assertThat(points.get(1).get("value").asDouble()).isCloseTo(80, within(0.8));
      JsonNode planned = chart.get("windows").get(0);
      assertThat(planned.get("from").asDouble()).isCloseTo(4, within(0.1));
      assertThat(planned.get("to").asDouble()).isCloseTo(8, within(0.1));
    }
  }

  private static Event.Second second(
      long second, boolean warmUp, long sent, long ok, long failed, long p99Micros) {
    return new Event.Second(second, warmUp, sent, ok, failed, p99Micros);
  }

  private String page() throws Exception {
    return Files.readString(folder.resolve("report.html"));
  }

  private LiveReport live() throws Exception {
    return new LiveReport(SampleResults.experiment(), true, "./lab run it", heard);
  }

  private static final class Heard implements ProgressListener {
    final List<String> all = new ArrayList<>();

    @Override
    public void begins(Path folder) {
      all.add("begins");
    }

    @Override
    public void step(String what) {
      all.add(what);
    }

    @Override
    public void second(String arm, Event.Second second) {
      all.add(Long.toString(second.second()));
    }
  }
}
