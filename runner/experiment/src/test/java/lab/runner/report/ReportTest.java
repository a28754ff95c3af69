package lab.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ReportTest {
  @Test
  void says_the_verdicts_in_words_and_draws_both_arms() throws Exception {
    Path file = Path.of("target", "sample-report.html");
    Report.write(SampleResults.passed(), file);

    String html = Files.readString(file);
    assertThat(html)
        .contains("holds with health checks, ejection and retries on")
        .contains("Users see &lt;1 second downtime.")
        .contains("line control", "line treatment intended", "window control")
        .contains("./lab run kill-an-instance --short")
        .doesNotContain("{{");
  }

  @Test
  void is_self_contained_and_escapes_everything_from_outside() throws Exception {
    String html = Report.html(SampleResults.passed());

    assertThat(html).doesNotContain("<script", "http://", "https://", "@import", "url(", "src=");
    assertThat(html).contains("&lt;script&gt;alert(1)", "&quot;1&quot; &amp; &#39;more&#39;");
  }

  @Test
  void leaves_out_what_was_not_measured() throws Exception {
    assertThat(Report.html(SampleResults.failover()))
        .contains("the kill of the postgres primary")
        .doesNotContain("later tries of the faulted node");
    assertThat(Report.html(SampleResults.passed())).contains("later tries of the faulted node");
  }

  @Test
  void has_every_measure_of_the_workload_with_what_was_expected_and_a_bar_to_compare()
      throws Exception {
    assertThat(Report.html(SampleResults.counting()))
        .contains("<title>Three instances, one line, and everybody counts</title>")
        .contains("“{&quot;status&quot;:&quot;updated&quot;}”")
        .contains("holds with people who join")
        .contains(
            "<td class=\"control\">312<i style=\"width:100.0%\"></i><small>at least 1</small>")
        .contains("<td class=\"treatment\">0<i style=\"width:0.0%\"></i><small>never</small>")
        .doesNotContain("{{", "Second by second");
  }

  @Test
  void is_well_formed() throws Exception {
    String html = Report.html(SampleResults.passed());
    // The page is almost XML, so that an XML parser can find unclosed elements.
    String xml = html.replace("<!doctype html>", "").replaceAll("<meta[^>]*>", "");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new java.io.ByteArrayInputStream(xml.getBytes("UTF-8")));
    assertThat(document.getElementsByTagName("figure").getLength()).isEqualTo(5);
  }

  @Test
  void a_run_that_broke_off_has_a_page_too() throws Exception {
    String html = Report.html(SampleResults.brokenOff("the lab is not in its <steady> state"));

    assertThat(html).contains("not in its &lt;steady&gt; state", "No arm was run to its end");
  }

  @Test
  void a_unit_stays_with_its_number() {
    assertThat(Html.figures("1,204 (25.1 %) < 12 ms, 3 stale"))
        .isEqualTo("1,204 (25.1&#160;%) &lt; 12&#160;ms, 3 stale");
  }

  @Test
  void axis_steps_are_round() {
    assertThat(Chart.step(16, 9)).isEqualTo(2);
    assertThat(Chart.step(60, 9)).isEqualTo(10);
    assertThat(Chart.step(45, 9)).isEqualTo(5);
    assertThat(Chart.step(300, 4)).isEqualTo(100);
    assertThat(Scale.Linear.upTo(301, "").top()).isEqualTo(400);
    assertThat(new Scale.Logarithmic(0, 6).fraction(10)).isEqualTo(0.5);
  }

  @Test
  void a_logarithmic_axis_ends_at_the_next_1_2_or_5() {
    assertThat(Scale.Logarithmic.covering(3, 40).ticks())
        .extracting(Scale.Tick::label)
        .containsExactly("2 ms", "5 ms", "10 ms", "20 ms", "50 ms");
    assertThat(Scale.Logarithmic.covering(0.4, 9000).ticks())
        .extracting(Scale.Tick::label)
        .filteredOn(label -> !label.isEmpty())
        .containsExactly("1 ms", "10 ms", "100 ms", "1 s", "10 s");
    assertThat(Scale.Logarithmic.covering(10, 10).ticks())
        .extracting(Scale.Tick::label)
        .containsExactly("10 ms", "20 ms", "50 ms");
  }
}
