package lab.urlshortener.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import lab.urlshortener.url.InvalidUrlException;
import lab.urlshortener.url.Url;
import org.junit.jupiter.api.Test;

class TargetUrlTest {
  @Test
  void bounds_the_length_of_what_is_stored() throws Exception {
    String base = "https://example.com/";
    String longest = base + "a".repeat(TargetUrl.MAX_LENGTH - base.length());

    assertThat(TargetUrl.of(Url.parse(longest)).value()).isEqualTo(longest).hasSize(2048);
    assertThat(TargetUrl.of(Url.parse(base + "./".repeat(2_000))).value()).isEqualTo(base);
    assertThatExceptionOfType(InvalidUrlException.class)
        .isThrownBy(() -> TargetUrl.of(Url.parse(longest + "a")))
        .withMessageContaining("at most 2048 characters; it has 2049");
    assertThatExceptionOfType(InvalidUrlException.class)
        .isThrownBy(() -> TargetUrl.of(Url.parse(base + "ü".repeat(600))))
        .withMessageContaining("at most 2048 characters; it has 3620");
  }
}
