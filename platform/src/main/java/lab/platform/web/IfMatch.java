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
 * The states in which a client accepts a resource to be changed (RFC 9110, section 13.1.1): any, or
 * those with one of these entity tags. The comparison is strong, so a weak tag never matches, nor
 * does one that was never issued: the answer to both is 412, because the header itself is valid.
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
   * The request's precondition; null if it has none.
   *
   * @throws ProblemException 400, if it is not a list of entity tags
   */
  public static @Nullable IfMatch of(HttpServletRequest request) {
    var lines = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
    return lines.isEmpty() ? null : parse(String.join(",", lines));
  }

  /** List elements may be empty (section 5.6.1). */
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
