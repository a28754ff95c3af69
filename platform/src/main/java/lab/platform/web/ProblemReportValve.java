package lab.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with a problem what never reaches Spring, such as a malformed request line. */
class ProblemReportValve extends ErrorReportValve {
  private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);

  private static final String PATH = "path";
  private static final Pattern ENCODED_SEPARATOR = Pattern.compile("(?i)%(?:2F|5C)");
  private static final Problem SEPARATED =
      Problem.of(400, "malformed-path", "Malformed path")
          .detail("The path must have no / and no \\ that is percent-encoded.")
          .field(PATH)
          .bound("no %2F and no %5C");

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      Problems.write(problem(status, request, failure), (HttpServletResponse) response);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      log.debug("the client was gone before the answer", e);
    }
  }

  private static Problem problem(int status, Request request, @Nullable Throwable failure) {
    if (status >= 500 && failure != null) {
      return Failures.unexpected(failure);
    }
    @Nullable Problem ofPath = status == 400 ? ofPath(request.getRequestURI()) : null;
    return ofPath == null ? StatusProblems.of(status) : ofPath;
  }

  /** What Tomcat rejects in a path without saying so; null if the path is not the reason. */
  private static @Nullable Problem ofPath(@Nullable String path) {
    if (path == null) {
      return null;
    }
    @Nullable String flaw = Text.flawOfEncoded(path);
    if (flaw != null) {
      return Problem.malformedText(
          PATH, "The path must be percent-encoded UTF-8; it has " + flaw + ".");
    }
    return ENCODED_SEPARATOR.matcher(path).find() ? SEPARATED : null;
  }
}
