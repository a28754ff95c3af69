package lab.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
  private static JsonBody body(String json, String... fields) {
    return JsonBody.of(json.getBytes(UTF_8), fields);
  }

  private static Map<String, Object> refusal(Runnable reading) {
    var refused = catchThrowableOfType(ProblemException.class, reading::run);
    assertThat(refused).as("refused").isNotNull();
    var problem = Objects.requireNonNull(refused).problem();
    assertThat(problem.status()).isEqualTo(400);
    return problem.members();
  }

  @Test
  void reads_the_fields_it_may_have() {
    var body = body(" {\"a\":-7,\"b\":\"\\u00fc\"} ", "a", "b", "c");
    assertThat(body.integer("a", -7, 0)).isEqualTo(-7);
    assertThat(body.string("b")).isEqualTo("ü");
    assertThat(body.optionalString("c")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.9",
        "2.0",
        "2e0",
        "1e400",
        "\"5\"",
        "null",
        "true",
        "[2]",
        "{}",
        "11",
        "-1",
        "2147483649",
        "18446744073709551618",
        "100000000000000000000000000000000"
      })
  void an_integer_is_written_as_one(String value) {
    var body = body("{\"n\":" + value + "}", "n");
    assertThat(refusal(() -> body.integer("n", 0, 10)))
        .containsEntry("field", "n")
        .containsEntry("bound", "a whole number from 0 to 10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "+5", "0x10", "05", "1_000", "5.", ".5", "٥", "Infinity"})
  void a_malformed_number_is_malformed_json(String value) {
    assertThat(refusal(() -> body("{\"n\":" + value + "}", "n")))
        .containsEntry("field", "body")
        .hasEntrySatisfying("detail", d -> assertThat((String) d).contains("not valid JSON"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "null", "true", "[\"a\"]", "{\"a\":1}"})
  void a_string_is_written_as_one(String value) {
    var body = body("{\"s\":" + value + "}", "s");
    assertThat(refusal(() -> body.optionalString("s"))).containsEntry("field", "s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | {\"c\":1}  | The body has a field besides a, b. | only a, b",
        "1 | {\"\":1}   | The body has a field besides a.    | only a",
        "0 | {\"c\":1}  | The body must have no fields.      | no fields"
      })
  void an_unknown_field_is_refused_with_the_known_ones(
      int known, String json, String detail, String bound) {
    String[] fields = Arrays.copyOf(new String[] {"a", "b"}, known);
    assertThat(refusal(() -> body(json, fields)))
        .containsEntry("detail", detail)
        .containsEntry("bound", bound)
        .containsEntry("field", json.contains("c") ? "c" : "");
  }

  @Test
  void a_field_is_given_once() {
    assertThat(refusal(() -> body("{\"a\":1,\"a\":1}", "a")))
        .containsEntry("field", "body")
        .hasEntrySatisfying("detail", d -> assertThat((String) d).contains("line 1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "[{\"a\":1}]", "1", "\"a\"", "null", "", " ", "[[[[", "{} {}", "{}x"})
  void the_body_is_one_object(String json) {
    assertThat(refusal(() -> body(json, "a")))
        .containsEntry("field", "body")
        .containsEntry("bound", "a JSON object {\"a\": …}");
    assertThat(refusal(() -> body(json))).containsEntry("bound", "a JSON object {}");
  }
}
