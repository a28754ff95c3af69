package lab.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

class TextProperties {
  private static final JsonMapper JSON = new JsonMapper();

  /** Any UTF-16, with ill-formed sequences more often than chance would give. */
  @Provide
  Arbitrary<String> utf16() {
    var any = Arbitraries.chars().all();
    var surrogate = Arbitraries.chars().range('\ud7ff', '\ue000');
    var rare = Arbitraries.of('\0', '\ufffd', '\ufffe', '\uffff', '"', '\\', 'a');
    var halves =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(1, any),
            net.jqwik.api.Tuple.of(1, surrogate),
            net.jqwik.api.Tuple.of(2, rare));
    return halves.list().ofMaxSize(12).map(TextProperties::join);
  }

  private static String join(List<Character> characters) {
    var text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }

  /** The JDK's verdict. */
  private static boolean isText(String text) {
    return UTF_8.newEncoder().canEncode(text) && text.indexOf('\0') < 0;
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append("\\u%04X".formatted(c)));
    return escaped.toString();
  }

  @Property
  void text_is_what_utf_8_and_postgresql_can_hold(@ForAll("utf16") String text) {
    assertThat(Text.flaw(text) == null).isEqualTo(isText(text));
    assertThat(isText(Text.printable(text))).isTrue();
    if (isText(text)) {
      assertThat(Text.printable(text)).isSameAs(text);
      assertThat(Text.length(text)).isEqualTo((int) text.codePoints().count());
    }
  }

  @Property
  void json_is_read_as_it_is_or_refused_wherever_the_string_stands(@ForAll("utf16") String text) {
    for (String json :
        List.of("{\"f\":\"%s\"}", "{\"f\":[1,\"%s\"]}", "{\"f\":[{\"g\":\"%s\"}]}", "{\"%s\":1}")) {
      switch (JsonText.read(json.formatted(escaped(text)).getBytes(UTF_8))) {
        case JsonText.Taken(var object) -> {
          assertThat(isText(text)).isTrue();
          assertThat(JSON.readTree(JSON.writeValueAsBytes(object))).isEqualTo(object);
          assertThat(object.toString()).contains(JSON.writeValueAsString(text));
        }
        case JsonText.IllFormed(var field, var detail) -> {
          assertThat(isText(text)).isFalse();
          assertThat(field).isEqualTo(json.startsWith("{\"f") ? "f" : Text.printable(text));
          assertThat(detail).startsWith(field);
        }
        case JsonText.NotJson(var why) -> throw new AssertionError(why);
        case JsonText.NotAnObject() -> throw new AssertionError(json);
      }
    }
  }

  @Property
  void any_bytes_are_read_or_refused_and_a_problem_can_quote_them(@ForAll byte[] bytes) {
    var quoted = new ArrayList<String>();
    var read = JsonText.read(bytes);
    if (read instanceof JsonText.IllFormed(var field, var detail)) {
      quoted.addAll(List.of(field, detail));
    }
    assertThat(quoted).allMatch(TextProperties::isText);
  }

  @Property
  void an_encoded_part_of_a_url_is_fine_if_it_is_utf_8(@ForAll byte[] bytes) {
    var encoded = new StringBuilder();
    for (byte b : bytes) {
      encoded.append("%%%02x".formatted(b));
    }
    String text = new String(bytes, UTF_8);
    boolean fine = java.util.Arrays.equals(text.getBytes(UTF_8), bytes) && isText(text);

    assertThat(Text.flawOfEncoded(encoded.toString()) == null).isEqualTo(fine);
  }

  @Property
  void a_problem_can_quote_anything(@ForAll("utf16") String text) {
    var json = Problem.of(400, "some", "Some").detail(text).field(text).toJson();

    assertThat(isText(JSON.readTree(json).path("detail").stringValue())).isTrue();
  }
}
