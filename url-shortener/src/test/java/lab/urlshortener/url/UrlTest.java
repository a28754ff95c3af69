package lab.urlshortener.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class UrlTest {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * A line of the standard's test vectors.
   *
   * @param output null if parsing fails
   */
  private record Vector(String input, @Nullable String output) {
    static Vector parse(String line) {
      var both = JSON.readValue(line, String[].class);
      return new Vector(both[0], both.length > 1 ? both[1] : null);
    }

    /** The standard accepts credentials, which are rejected here. */
    boolean hasCredentials() {
      return input.replaceFirst("(?s)^[^:]*:[/\\\\]*", "").matches("(?s)[^/\\\\?#]*@.*");
    }
  }

  private static List<Vector> vectors(String file) throws IOException {
    var resource = UrlTest.class.getResourceAsStream("/url/" + file);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(resource), StandardCharsets.UTF_8))) {
      return lines.lines().map(Vector::parse).toList();
    }
  }

  private static @Nullable String parsed(String text) {
    try {
      return Url.parse(text).toString();
    } catch (InvalidUrlException e) {
      return null;
    }
  }

  @Test
  void reads_urls_as_the_standards_vectors_do() throws Exception {
    var softly = new SoftAssertions();
    var vectors = vectors("urls.jsonl");
    assertThat(vectors).hasSizeGreaterThan(250);
    for (Vector vector : vectors) {
      String expected = vector.hasCredentials() ? null : vector.output();
      softly.assertThat(parsed(vector.input())).as(vector.input()).isEqualTo(expected);
    }
    softly.assertAll();
  }

  @Test
  void writes_names_as_the_standards_vectors_do() throws Exception {
    var softly = new SoftAssertions();
    var vectors = vectors("hosts.jsonl");
    assertThat(vectors).hasSizeGreaterThan(600);
    for (Vector vector : vectors) {
      String expected = vector.output() == null ? null : "https://" + vector.output() + "/x";
      String url = "https://" + encoded(vector.input()) + "/x";
      softly.assertThat(parsed(url)).as(vector.input()).isEqualTo(expected);
    }
    softly.assertAll();
  }

  /** Percent-encoded, so that all of it is the host. */
  private static String encoded(String domain) {
    var encoded = new StringBuilder();
    for (char c : domain.toCharArray()) {
      boolean ends = c <= ' ' || "%:/?#@\\".indexOf(c) >= 0;
      encoded.append(ends ? "%%%02X".formatted((int) c) : String.valueOf(c));
    }
    return encoded.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a/b?c=d&e=%20#f, https://example.com/a/b?c=d&e=%20#f",
    "http://example.com, http://example.com/",
    "HTTPS://EXAMPLE.com/Path, https://example.com/Path",
    "https:example.org, https://example.org/",
    "https:\\\\example.org\\a\\b?c\\d#e\\f, https://example.org/a/b?c\\d#e\\f",
    "https://example.org:443/, https://example.org/",
    "http://example.org:443/, http://example.org:443/",
    "https://fa\u00df.de/, https://xn--fa-hia.de/",
    "https://💩.la/, https://xn--ls8h.la/",
    "https://bu\u0308cher.example/, https://xn--bcher-kva.example/",
    "https://example.org/cafe\u0301.pdf, https://example.org/cafe%CC%81.pdf",
    "https://matrix.to/#/#room:e.org, https://matrix.to/#/#room:e.org",
    "https://e.org/a|b, https://e.org/a|b",
    "https://e.org/{a}?{b}#{c}, https://e.org/%7Ba%7D?{b}#{c}",
    "https://e.org/%zz?50%, https://e.org/%zz?50%",
    "https://e.org/it's?it's#it's, https://e.org/it's?it%27s#it's",
    "https://a_b.example.org/, https://a_b.example.org/",
    "https://-a-.example.org/, https://-a-.example.org/",
    "https://e.org/a b?a b#a b, https://e.org/a%20b?a%20b#a%20b",
    "https://e.org/a/./b/../c/%2e%2E/d, https://e.org/a/d",
    "https://example.com/straße?q=ü#ß, https://example.com/stra%C3%9Fe?q=%C3%BC#%C3%9F",
    "https://example.com/\uffff\u1fef, https://example.com/%EF%BF%BF%E1%BF%AF",
    "http://0x7f.1/, http://127.0.0.1/",
    "http://１２７．０．０．１/, http://127.0.0.1/",
    "http://[2001:DB8:0:0:0:0:0:1]:80/x, http://[2001:db8::1]/x",
    "http://[::ffff:1.2.3.4]/, http://[::ffff:102:304]/"
  })
  void reads_what_is_pasted_as_the_address_bar_does(String pasted, String url) {
    assertThat(parsed(pasted)).isEqualTo(url);
  }

  @Test
  void drops_white_space_around_a_pasted_url() {
    assertThat(parsed(" \t\0https://example.org/a\n  b\r\n"))
        .isEqualTo("https://example.org/a%20%20b");
    assertThat(parsed("ht\ntps://exam\tple.org/")).isEqualTo("https://example.org/");
    assertThat(parsed("https://e.org/\u0085\u2028")).isEqualTo("https://e.org/%C2%85%E2%80%A8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                | must be absolute",
        "example.com                       | must be absolute",
        "/relative                         | must be absolute",
        "//example.com                     | must be absolute",
        "ftp://example.com                 | its scheme is ftp",
        "javascript:alert(1)               | its scheme is javascript",
        "mailto:a@example.com              | its scheme is mailto",
        "localhost:3000/x                  | its scheme is localhost",
        "http://                           | must name a host",
        "http://:80/                       | must name a host",
        "https:///?a                       | must name a host",
        "https://user@example.com/         | user name or password",
        "https://user:secret@example.com/  | user name or password",
        "https://example.org@evil.example/ | user name or password",
        "https://example.com:65536/        | port from 0 to 65535",
        "https://example.com:1234567890123/| port from 0 to 65535",
        "https://example.com:http/         | port from 0 to 65535",
        "https://exam ple.com/             | cannot contain spaces",
        "https://exam%00ple.com/           | cannot contain control characters",
        "https://exam%2Fple.com/           | cannot contain /",
        "https://exam<ple.com/             | cannot contain <",
        "https://a.1.2.3.4.5/              | is an IPv4 address, and this is none",
        "https://256.1.1.1/                | is an IPv4 address, and this is none",
        "https://[::1/                     | must be an IPv6 address",
        "https://[fe80::1%25eth0]/         | must be an IPv6 address",
        "https://\u200d.example/           | none by UTS 46: contextj",
        "https://\u064aa/                  | none by UTS 46: bidi",
        "https://\ufffd.example/           | none by UTS 46: disallowed",
        "https://\u00ad/                   | nothing is left"
      })
  void says_why_it_rejects_others(String text, String why) {
    assertThatExceptionOfType(InvalidUrlException.class)
        .isThrownBy(() -> Url.parse(text))
        .satisfies(e -> assertThat(e.detail()).startsWith("url must ").contains(why))
        .satisfies(e -> assertThat(e.bound()).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.com./", "https://a..b/", "https://xn--/"})
  void accepts_what_only_dns_can_reject(String url) {
    assertThat(parsed(url)).isEqualTo(url);
  }
}
