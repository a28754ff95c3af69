package lab.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Holds what a controller reads of a URL to the rule of {@link Text}. Without it, a malformed
 * percent-encoding reaches some of them as U+FFFD, which is another name than the client's, and
 * others as no parameter at all.
 */
final class TextInterceptor implements HandlerInterceptor {
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    checkPath(request);
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

  private static void checkPath(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (path.indexOf('%') < 0) {
      return;
    }
    String[] segments = path.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      require(name(request, i), segments[i]);
    }
  }

  /** What the route calls a segment of the path. */
  private static String name(HttpServletRequest request, int segment) {
    var route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    String[] names = route == null ? new String[0] : route.toString().split("/", -1);
    boolean variable = segment < names.length && names[segment].startsWith("{");
    return variable ? names[segment].replaceAll("[{}*]|:.*", "") : "path";
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
