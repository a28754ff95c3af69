package lab.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {
  private static JsonText read(String hexOfString) {
    byte[] head = "{\"f\":\"".getBytes(StandardCharsets.US_ASCII);
    byte[] middle = HexFormat.of().parseHex(hexOfString);
    byte[] tail = "\"}".getBytes(StandardCharsets.US_ASCII);
    byte[] json = new byte[head.length + middle.length + tail.length];
    System.arraycopy(head, 0, json, 0, head.length);
    System.arraycopy(middle, 0, json, head.length, middle.length);
    System.arraycopy(tail, 0, json, head.length + middle.length, tail.length);
    return JsonText.read(json);
  }

  @ParameterizedTest
  @CsvSource({
    "ff, a byte that UTF-8 does not have",
    "c3, a sequence that is cut off",
    "80, a continuation without a beginning",
    "c080, U+0000 in two bytes",
    "c1bf, an over-long form of two bytes",
    "e08080, an over-long form of three",
    "f0808080, an over-long form of four",
    "eda080, half a surrogate pair",
    "eda0bdedb880, a surrogate pair as CESU-8 has it",
    "f4908080, beyond U+10FFFF"
  })
  void bytes_that_are_no_utf_8_are_no_json(String bytes, String what) {
    assertThat(read(bytes)).as(what).isEqualTo(new JsonText.NotJson("is not UTF-8"));
  }

  @ParameterizedTest
  @CsvSource({"f09f9880, U+1F600", "efbfbe, U+FFFE", "efbfbf, U+FFFF", "efbfbd, U+FFFD", "7f, DEL"})
  void every_code_point_is_taken(String bytes, String what) {
    String text = new String(HexFormat.of().parseHex(bytes), StandardCharsets.UTF_8);

    assertThat(read(bytes))
        .as(what)
        .isInstanceOfSatisfying(
            JsonText.Taken.class,
            taken -> assertThat(taken.object().path("f").stringValue()).isEqualTo(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'f':'\\ud83d'}                | f       | f must",
        "{'f':'\\udc00\\ud83d'}         | f       | f must",
        "{'f':'a\\u0000'}               | f       | f must be Unicode text; it has U+0000.",
        "{'f':['a',['\\ud83d']]}        | f       | f[1][0] must",
        "{'a':1,'f':{'g':[{'h':'\\ud83d'}]}} | f  | f.g[0].h must",
        "{'f':{'g\\ud83d':1}}           | f       | f.g\\ud83d must",
        "{'\\udfff':1}                  | \\udfff | \\udfff must"
      })
  void says_where_the_text_is_malformed(String json, String field, String detail) {
    assertThat(JsonText.read(json.replace('\'', '"')))
        .isInstanceOfSatisfying(
            JsonText.IllFormed.class,
            ill -> {
              assertThat(ill.field()).isEqualTo(field);
              assertThat(ill.detail()).startsWith(detail);
            });
  }

  @Test
  void a_byte_order_mark_is_skipped_and_other_encodings_are_not_guessed() {
    assertThat(JsonText.read("\ufeff{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonText.Taken.class);
    assertThat(JsonText.read("{}".getBytes(StandardCharsets.UTF_16LE)))
        .isInstanceOf(JsonText.NotJson.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{} x", "{'a':1,'a':2}", "{"})
  void malformed_json_is_refused(String json) {
    assertThat(JsonText.read(json.replace('\'', '"'))).isInstanceOf(JsonText.NotJson.class);
  }
}
