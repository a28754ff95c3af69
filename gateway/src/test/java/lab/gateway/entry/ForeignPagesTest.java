package lab.gateway.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

class ForeignPagesTest {
  /** The browser's fields about the page, the requested host, and the host that a proxy reports. */
  @ParameterizedTest
  @CsvSource({
    // Not a browser.
    "POST, , , shop.example, , true",
    "DELETE, , , shop.example, , true",
    // Browsers that say where the page is from: that decides, whatever the hosts are.
    "POST, same-origin, https://shop.example, 10.0.0.7:8080, , true",
    "POST, none, , shop.example, , true",
    "POST, cross-site, https://evil.example, shop.example, , false",
    "POST, same-site, http://localhost:9090, localhost:8080, , false",
    "POST, cross-site, http://shop.example, shop.example, , false",
    "POST, same-site, , shop.example, , false",
    "POST, nonsense, , shop.example, , false",
    "POST, '', , shop.example, , false",
    "PUT, cross-site, , shop.example, , false",
    "PATCH, cross-site, , shop.example, , false",
    "DELETE, cross-site, , shop.example, , false",
    "ANY, cross-site, , shop.example, , false",
    // Browsers that only send the origin.
    "POST, , http://shop.example:8080, shop.example:8080, , true",
    "POST, , http://Shop.example, shop.example:80, , true",
    "POST, , https://shop.example, shop.example:443, , true",
    "POST, , http://127.0.0.1:8080, 127.0.0.1:8080, , true",
    "POST, , http://[::1]:8080, [::1]:8080, , true",
    "POST, , https://shop.example, 10.0.0.7:8080, shop.example, true",
    "POST, , https://evil.example, 10.0.0.7:8080, shop.example, false",
    "POST, , http://localhost:8080, 127.0.0.1:8080, , false",
    "POST, , http://shop.example:9090, shop.example:8080, , false",
    "POST, , http://shop.example.evil.example, shop.example, , false",
    "POST, , null, shop.example, , false",
    "POST, , null, null, , false",
    "POST, , '', shop.example, , false",
    "POST, , shop.example, shop.example, , false",
    "POST, , http://shop.example, , , false",
    // Reads may come from anywhere: a short link is made to be clicked elsewhere.
    "GET, cross-site, , shop.example, , true",
    "HEAD, cross-site, http://evil.example, shop.example, , true",
    "OPTIONS, cross-site, http://evil.example, shop.example, , true",
  })
  void of_other_sites_may_not_change_anything(
      String method,
      @Nullable String site,
      @Nullable String origin,
      @Nullable String host,
      @Nullable String proxied,
      boolean passes) {
    HttpHeaders headers = new HttpHeaders();
    set(headers, "Sec-Fetch-Site", site);
    set(headers, "Origin", origin);
    set(headers, "Host", host);
    set(headers, "X-Forwarded-Host", proxied);
    assertThat(ForeignPages.mayNotSend(HttpMethod.valueOf(method), headers)).isEqualTo(!passes);
  }

  private static void set(HttpHeaders headers, String name, @Nullable String value) {
    if (value != null) {
      headers.set(name, value);
    }
  }
}
