package lab.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The states in which a client wants what it writes to be (RFC 9110, section 13.1.1): any, or those
 * with one of these entity tags. The comparison is the strong one, so a weak tag never matches, and
 * neither does one that was never given out: the answer to both is 412, for the header is valid.
 *
 * @param any {@code *}
 * @param tags the strong tags without their quotes
 */
public record IfMatch(boolean any, Set<String> tags) {
  private static final String TAG = "(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"";
  private static final String SPACE = "[ \\t]*";
  private static final Pattern NEXT = Pattern.compile(SPACE + "(?:" + TAG + ")?" + SPACE + "(,|$)");

  /** Copies the tags. */
  public IfMatch {
    tags = Set.copyOf(tags);
  }

  /**
   * The request's; null if it has none.
   *
   * @throws ProblemException 400, if it is no list of entity tags
   */
  public static @Nullable IfMatch of(HttpServletRequest request) {
    var lines = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
    return lines.isEmpty() ? null : parse(String.join(",", lines));
  }

  /** Elements of a list may be empty (section 5.6.1). */
  static IfMatch parse(String value) {
    if (value.strip().equals("*")) {
      return new IfMatch(true, Set.of());
    }
    var tags = new LinkedHashSet<String>();
    var next = NEXT.matcher(value);
    int at = 0;
    do {
      if (!next.find(at) || next.start() != at) {
        throw malformed();
      }
      if (next.group(2) != null && next.group(1) == null) {
        tags.add(Objects.requireNonNull(next.group(2)));
      }
      at = next.end();
    } while (Objects.equals(next.group(3), ","));
    return new IfMatch(false, tags);
  }

  private static ProblemException malformed() {
    return new ProblemException(
        Problem.of(400, "invalid-if-match", "Invalid If-Match")
            .detail("If-Match must be the ETag of an answer, a list of them, or *.")
            .field(HttpHeaders.IF_MATCH)
            .bound("entity tags in quotes, such as \"17\", or *"));
  }
}
