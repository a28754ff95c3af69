package lab.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;
import lab.runner.experiment.Result;
import lab.runner.experiment.ResultFile;
import lab.runner.experiment.ResultSchema;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has a browser draw the report, and converts the lines back into values by means of the labelled
 * axes: they must agree with {@code result.json}.
 */
class DrawnReportTest {
  private static final List<String> ARMS = List.of("control", "treatment");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {360, 700, 1280})
  void shows_what_was_measured(int width) throws Exception {
    JsonNode page = ReportReading.read(Report.html(SampleResults.passed()), width);
    JsonNode charts = page.get("charts");
    JsonNode json = json(SampleResults.passed());

    for (JsonNode arm : json.get("arms")) {
      latency(charts, arm, "p50");
      latency(charts, arm, "p99");
      latency(charts, arm, "p999");
      line(charts, "failed", arm, "", second -> 100 * failed(second) / of(second, "sent"), 0.5);
      line(charts, "throughput", arm, "", DrawnReportTest::right, 1);
      line(charts, "throughput", arm, " intended", second -> of(second, "intended"), 1);
      charts.forEach(chart -> faults(chart, arm));
    }
    assertThat(words(page.get("verdicts")))
        .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
        .containsExactly(
            "✓ " + json.get("health").asString(),
            json.get("claims").get(0).get("verdict").asString());
    assertThat(page.get("claim").asString())
        .contains(json.get("claims").get(0).get("text").asString());
    assertThat(page.get("refresh").asString()).as("a final page stays").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void can_be_read_on_any_screen_and_without_colours(int width) throws Exception {
    JsonNode page = ReportReading.read(Report.html(SampleResults.passed()), width);

    assertThat(page.get("width").asInt()).isEqualTo(width);
    assertThat(page.get("contentWidth").asInt()).isLessThanOrEqualTo(width);
    assertThat(page.get("charts").propertyNames())
        .containsExactlyInAnyOrder("p99", "failed", "throughput", "p50", "p999");
    for (JsonNode chart : page.get("charts")) {
      assertThat(chart.get("smallestLetters").asDouble()).as("pixels").isGreaterThan(9);
      assertThat(words(chart.get("cut"))).as("labels that are cut off").isEmpty();
      assertThat(chart.get("dashes").get("control"))
          .isNotEqualTo(chart.get("dashes").get("treatment"));
      assertThat(chart.get("title").asString()).isNotBlank();
      assertThat(chart.get("description").asString()).contains("control: ", "treatment: ", "kill");
    }
  }

  private static void latency(JsonNode charts, JsonNode arm, String percentile) {
    line(charts, percentile, arm, "", second -> of(second, percentile + "Millis"), 0);
  }

  /**
   * @param tolerance absolute; for latency another 1 %, because its axis is logarithmic
   */
  private static void line(
      JsonNode charts,
      String chart,
      JsonNode arm,
      String kind,
      ToDoubleFunction<JsonNode> value,
      double tolerance) {
    String name = arm.get("name").asString() + kind;
    List<JsonNode> seconds =
        list(arm.get("seconds")).stream()
            .filter(second -> !Double.isNaN(value.applyAsDouble(second)))
            .toList();
    List<JsonNode> points = list(charts.get(chart).get("lines").path(name));
    assertThat(points).as("%s of %s", chart, name).hasSameSizeAs(seconds);
    for (int i = 0; i < seconds.size(); i++) {
      double expected = value.applyAsDouble(seconds.get(i));
      String what = "%s of %s in second %s".formatted(chart, name, seconds.get(i).get("second"));
      assertThat(of(points.get(i), "second"))
          .as(what)
          .isCloseTo(of(seconds.get(i), "second") + 0.5, within(0.05));
      assertThat(of(points.get(i), "value"))
          .as(what)
          .isCloseTo(expected, within(tolerance == 0 ? expected / 100 : tolerance));
    }
  }

  private static void faults(JsonNode chart, JsonNode arm) {
    String name = arm.get("name").asString();
    List<JsonNode> windows =
        list(chart.get("windows")).stream()
            .filter(window -> window.get("arm").asString().equals(name))
            .toList();
    List<JsonNode> faults = list(arm.get("faults"));
    assertThat(windows).hasSameSizeAs(faults);
    for (int i = 0; i < faults.size(); i++) {
      JsonNode fault = faults.get(i);
      assertThat(of(windows.get(i), "from")).isCloseTo(of(fault, "atMillis") / 1000, within(0.1));
      assertThat(of(windows.get(i), "to"))
          .isCloseTo(of(fault, "liftedAtMillis") / 1000, within(0.1));
      assertThat(words(chart.get("labels")))
          .contains(
              "%s: %s %s"
                  .formatted(name, fault.get("fault").asString(), fault.get("node").asString()));
    }
  }

  private JsonNode json(Result result) throws Exception {
    Path file = folder.resolve("result.json");
    ResultFile.write(result, file);
    JsonNode json = new JsonMapper().readTree(Files.readAllBytes(file));
    assertThat(list(json.get("arms")))
        .extracting(arm -> arm.get("name").asString())
        .isEqualTo(ARMS);
    ResultSchema.check(json);
    return json;
  }

  private static double right(JsonNode second) {
    return of(second, "sent") - failed(second);
  }

  private static double failed(JsonNode second) {
    return list(second.get("failed")).stream().mapToDouble(JsonNode::asDouble).sum();
  }

  /** The field's value; NaN if it is null. */
  private static double of(JsonNode node, String field) {
    return node.get(field).isNull() ? Double.NaN : node.get(field).asDouble();
  }

  private static List<String> words(JsonNode array) {
    return list(array).stream().map(JsonNode::asString).toList();
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
