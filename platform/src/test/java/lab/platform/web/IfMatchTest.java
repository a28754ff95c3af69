package lab.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {
  private static Stream<Arguments> lists() {
    String odd = "!#$%&'()*+/<=>?@[]^`{}~\\;";
    return Stream.of(
        arguments("\"17\"", Set.of("17")),
        arguments(" \t\"17\" ", Set.of("17")),
        arguments("\"1\",\"2\"", Set.of("1", "2")),
        arguments("\"1\"\t, \"2\",\"1\"", Set.of("1", "2")),
        arguments(", \"1\",,\"2\" ,", Set.of("1", "2")),
        arguments("W/\"1\"", Set.of()),
        arguments("W/\"1\", \"2\", W/\"3\"", Set.of("2")),
        arguments("\"a,b\", \"c\"", Set.of("a,b", "c")),
        arguments("\"*\", \"W/\"", Set.of("*", "W/")),
        arguments("\"" + odd + "\"", Set.of(odd)),
        arguments("\"\u00e9\"", Set.of("\u00e9")),
        arguments("\"\"", Set.of("")),
        arguments("", Set.of()),
        arguments(" , ", Set.of()));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void takes_every_list_of_entity_tags(String value, Set<String> strong) {
    assertThat(IfMatch.parse(value)).isEqualTo(new IfMatch(false, strong));
  }

  @Test
  void a_star_is_any() {
    assertThat(IfMatch.parse(" * ")).isEqualTo(new IfMatch(true, Set.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "17", "\"17", "17\"", "\"1\" \"2\"", "\"1\"\"2\"", "w/\"1\"", "W/ \"1\"", "W/1", "*, \"1\"",
        "\"1\", *", "**", "\"a b\"", "\"a\tb\"", "\"a\u0000\"", "'1'", "\"1\";\"2\"", "\"1\"x",
            "\"\u0100\"",
        "\"\u007f\""
      })
  void anything_but_a_list_of_entity_tags_is_refused(String value) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> IfMatch.parse(value))
        .satisfies(e -> assertThat(e.problem().status()).isEqualTo(400))
        .satisfies(e -> assertThat(e.problem().members()).containsEntry("field", "If-Match"));
  }
}
