package lab.urlshortener.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class TargetUrlProperties {
  @Property
  void whatever_is_taken_is_a_safe_uri_and_is_taken_again_unchanged(
      @ForAll @StringLength(max = 40) String host, @ForAll @StringLength(max = 200) String path) {
    requireSafeIfTaken("https://" + host + "/" + path);
    requireSafeIfTaken("https://example.com/" + path);
    requireSafeIfTaken(host + path);
  }

  private static void requireSafeIfTaken(String text) {
    TargetUrl url;
    try {
      url = TargetUrl.parse(text);
    } catch (TargetUrl.InvalidException e) {
      return;
    }
    assertThat(url.value()).hasSizeBetween(1, 2048).matches("https?://[\\x21-\\x7e]+");
    assertThat(URI.create(url.value()).getHost()).isNotBlank();
    assertThat(URI.create(url.value()).getUserInfo()).isNull();
    try {
      assertThat(TargetUrl.parse(url.value())).isEqualTo(url);
    } catch (TargetUrl.InvalidException e) {
      throw new AssertionError("taken once, refused twice: " + url, e);
    }
  }
}
