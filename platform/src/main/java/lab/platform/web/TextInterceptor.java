package lab.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Applies the rule of {@link Text} to the query parameters that a controller reads. Without it, a
 * malformed percent-encoding reaches some controllers as U+FFFD, which is not what the client sent,
 * and others as a missing parameter. Tomcat itself rejects such a path.
 */
final class TextInterceptor implements HandlerInterceptor {
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String query = request.getQueryString();
    if (query != null && query.indexOf('%') >= 0) {
      for (String parameter : query.split("&", -1)) {
        String[] parts = parameter.split("=", 2);
        require(parts[0], parts[0]);
        require(parts[0], parts[parts.length - 1]);
      }
    }
    return true;
  }

  private static void require(String field, String encoded) {
    @Nullable String flaw = Text.flawOfEncoded(encoded);
    if (flaw != null) {
      throw new ProblemException(
          Problem.malformedText(
              field, field + " must be percent-encoded UTF-8; it has " + flaw + "."));
    }
  }
}
