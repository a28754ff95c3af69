package lab.urlshortener.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import lab.urlshortener.link.Link;
import lab.urlshortener.link.Resolution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisValuesTest {
  @Test
  void reads_links_and_unknown_codes() {
    assertThat(RedisCache.parse("abc1234", "1500 https://example.com/"))
        .isEqualTo(
            new SharedCache.Answer.Known(
                new Resolution.Found(
                    new Link("abc1234", "https://example.com/", Instant.ofEpochMilli(1500)))));
    assertThat(RedisCache.parse("abc1234", "-"))
        .isEqualTo(new SharedCache.Answer.Known(Resolution.UNKNOWN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "https://example.com/", "-1 x", "99999999999999999999 x"})
  void treats_foreign_values_as_absent(String value) {
    assertThat(RedisCache.parse("abc1234", value)).isEqualTo(SharedCache.Answer.ABSENT);
  }
}
