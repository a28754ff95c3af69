package lab.urlshortener.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickedTest {
  /** The producer's tests use the same file. */
  @Test
  void is_read_as_in_the_sample() throws IOException {
    try (var sample = getClass().getResourceAsStream("/samples/click.json")) {
      assertThat(sample).isNotNull();
      assertThat(Clicked.parse(sample.readAllBytes()))
          .contains(
              new Clicked(
                  "abc1234", Instant.parse("2026-01-31T12:00:00.123Z"), 0x89ab_cdef_0123_4567L));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"request\":\"x\"", ",\"request\":7", ",\"request\":null"})
  void a_click_may_have_no_request_id(String request) {
    String event = "{\"code\":\"abc1234\",\"at\":\"2026-01-31T12:00:00Z\"%s}".formatted(request);
    assertThat(Clicked.parse(event.getBytes(StandardCharsets.UTF_8)))
        .contains(new Clicked("abc1234", Instant.parse("2026-01-31T12:00:00Z"), null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "{\"at\":\"2026-01-31T12:00:00Z\"}",
        "{\"code\":\"abc1234\"}",
        "{\"code\":\"abc1234\",\"at\":\"yesterday\"}",
        "{\"code\":\"a\\u0000c1234\",\"at\":\"2026-01-31T12:00:00Z\"}",
        "{\"code\":\"\\ud83dc12345\",\"at\":\"2026-01-31T12:00:00Z\"}",
        "{\"code\":{},\"at\":\"2026-01-31T12:00:00Z\"}"
      })
  void an_event_that_is_no_click_is_skipped(String event) {
    assertThat(Clicked.parse(event.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
