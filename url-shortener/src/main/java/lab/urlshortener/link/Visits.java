package lab.urlshortener.link;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests for a short URL count as a visit. {@code HEAD} does not, nor does what a browser
 * prefetches before anybody has clicked: {@code Sec-Purpose} says so (Fetch Standard; also {@code
 * prefetch;prerender}), and other fields in older browsers.
 */
final class Visits {
  private static final List<String> FIELDS =
      List.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz");
  private static final Pattern SEPARATOR = Pattern.compile("[;,\\s]+");

  private Visits() {}

  static boolean isVisit(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && FIELDS.stream().noneMatch(field -> isAhead(request.getHeader(field)));
  }

  private static boolean isAhead(@Nullable String value) {
    return value != null
        && SEPARATOR
            .splitAsStream(value.toLowerCase(Locale.ROOT))
            .anyMatch(token ->
                token.equals("prefetch") || token.equals("prerender") || token.equals("preview"));
  }
}
