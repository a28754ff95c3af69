package lab.urlshortener.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com",
        "https://example.com/a/b?c=d&e=%20#f",
        "https://example.com:8443/",
        "http://127.0.0.1:3000/x",
        "http://[2001:db8::1]:80/x",
        "https://example.com./",
        "https://example.com/?next=https://other.example/@x"
      })
  void takes_an_absolute_http_url_as_it_is(String url) throws Exception {
    assertThat(TargetUrl.parse(url).value()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS://EXAMPLE.com/Path, https://example.com/Path",
    "https://bücher.example/, https://xn--bcher-kva.example/",
    "https://example.com/straße?q=ü#ß, https://example.com/stra%C3%9Fe?q=%C3%BC#%C3%9F",
    "https://example.com/😀, https://example.com/%F0%9F%98%80",
    "http://example.com:/x, http://example.com/x"
  })
  void writes_a_url_the_way_it_travels(String url, String travelling) throws Exception {
    assertThat(TargetUrl.parse(url).value()).isEqualTo(travelling);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "/relative",
        "//example.com",
        "ftp://example.com",
        "javascript:alert(1)",
        "mailto:a@example.com",
        "http:example.com",
        "http://",
        "http:///path",
        "http://:80/",
        "https://user@example.com/",
        "https://user:secret@example.com/",
        "https://example.com:65536/",
        "https://example.com:123456789012/",
        "https://example.com:http/",
        "https://exam ple.com/",
        "https://example.com/a b",
        "https://example.com/a\nb",
        "https://example.com/\r\nSet-Cookie: a=b",
        "https://example.com/\u0000",
        "https://example.com/\u0085",
        "https://example.com/\u2028",
        "https://example.com/a|b",
        "https://example.com/{a}",
        "https://example.com/%zz",
        "https://example.com/\u1fef",
        "https://-example.com/",
        "https://exa_mple.com/",
        "https://..../",
        "https://[::1/",
        "https://[nonsense]/"
      })
  void refuses_anything_else(String url) {
    assertThatExceptionOfType(TargetUrl.InvalidException.class)
        .isThrownBy(() -> TargetUrl.parse(url))
        .satisfies(e -> assertThat(e.bound()).isNotBlank());
  }

  @Test
  void bounds_the_length_before_and_after_encoding() throws Exception {
    String base = "https://example.com/";
    String longest = base + "a".repeat(TargetUrl.MAX_LENGTH - base.length());

    assertThat(TargetUrl.parse(longest).value()).hasSize(2048);
    assertThatExceptionOfType(TargetUrl.InvalidException.class)
        .isThrownBy(() -> TargetUrl.parse(longest + "a"))
        .withMessageContaining("2048");
    assertThatExceptionOfType(TargetUrl.InvalidException.class)
        .isThrownBy(() -> TargetUrl.parse(base + "ü".repeat(600)))
        .withMessageContaining("2048");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, http://localhost:8080/abc, true",
    "http://localhost:8080, http://LOCALHOST:8080, true",
    "http://localhost:8080, http://127.0.0.1:8080/x, true",
    "http://localhost:8080, http://[::1]:8080/x, true",
    "http://localhost:8080, http://localhost:3000/x, false",
    "http://localhost:8080, http://localhost/x, false",
    "https://s.example, https://s.example./x, true",
    "https://s.example, https://s.example:443/x, true",
    "https://s.example, http://s.example/x, true",
    "https://s.example, http://s.example:8080/x, false",
    "https://s.example, https://www.s.example/x, false"
  })
  void knows_when_it_leads_back_here(String here, String url, boolean leadsHere) throws Exception {
    assertThat(TargetUrl.parse(url).leadsTo(URI.create(here))).isEqualTo(leadsHere);
  }
}
