package lab.urlshortener.link;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests for a short URL are somebody's visit. {@code HEAD} is not, nor is what a browser
 * fetches before anybody has clicked: {@code Sec-Purpose} says so (Fetch Standard; also {@code
 * prefetch;prerender}), and in older browsers other fields.
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
