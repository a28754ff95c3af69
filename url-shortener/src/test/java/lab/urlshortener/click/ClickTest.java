package lab.urlshortener.click;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClickTest {
  /** The sample is the contract: every consumer of the topic tests against the same file. */
  @Test
  void is_written_as_in_the_sample() throws IOException {
    var click =
        new Click(
            "abc1234",
            Instant.parse("2026-01-31T12:00:00.123Z").toEpochMilli(),
            "89abcdef01234567",
            Span.getInvalid());
    try (var sample = getClass().getResourceAsStream("/samples/click.json")) {
      assertThat(sample).isNotNull();
      assertThat(click.toJson("url-shortener-1")).isEqualTo(sample.readAllBytes());
    }
  }
}
