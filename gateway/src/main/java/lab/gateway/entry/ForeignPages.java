package lab.gateway.entry;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Whether a browser sends a state-changing request on behalf of a page from another origin. A
 * browser asks permission for most such requests first (CORS), but not for a POST without a body or
 * with a plain-text one. So any page open on a machine of this network could change data here.
 *
 * <p>The browser itself says where the page comes from, in fields that no page can set. {@code
 * Sec-Fetch-Site} is sent to https and localhost only. Without it, {@code Origin} must be the
 * requested host, or the one that a proxy in front says was requested: a page that forges the
 * proxy's field makes the browser ask permission first. A request with none of these fields is not
 * from a browser. (F. Valsorda, "Cross-Site Request Forgery", 2025; Go's {@code
 * CrossOriginProtection}.)
 */
final class ForeignPages {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private ForeignPages() {}

  static boolean mayNotSend(HttpMethod method, HttpHeaders headers) {
    if (SAFE.contains(method)) {
      return false;
    }
    String site = headers.getFirst("Sec-Fetch-Site");
    if (site != null) {
      return !OWN_SITE.contains(site);
    }
    String origin = headers.getFirst(HttpHeaders.ORIGIN);
    return origin != null
        && !isOf(origin, headers.getFirst(HttpHeaders.HOST))
        && !isOf(origin, headers.getFirst("X-Forwarded-Host"));
  }

  /** Schemes are not compared: a proxy in front of us may use another. */
  private static boolean isOf(String origin, @Nullable String host) {
    int scheme = origin.indexOf("://");
    if (host == null || scheme < 0) {
      return false; // "null" is the origin of a sandboxed page, for example
    }
    String defaultPort = origin.startsWith("https:") ? ":443" : ":80";
    return plain(origin.substring(scheme + 3), defaultPort).equals(plain(host, defaultPort));
  }

  private static String plain(String authority, String defaultPort) {
    String lower = authority.toLowerCase(Locale.ROOT);
    return lower.endsWith(defaultPort)
        ? lower.substring(0, lower.length() - defaultPort.length())
        : lower;
  }
}
