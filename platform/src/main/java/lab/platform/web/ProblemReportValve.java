package lab.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What never reaches Spring (a malformed request line, say) is answered by a problem, too. */
class ProblemReportValve extends ErrorReportValve {
  private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);

  private final Problems problems;

  ProblemReportValve(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      problems.write(problem(status, failure), (HttpServletResponse) response);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      log.debug("the client was gone before the answer", e);
    }
  }

  private static Problem problem(int status, @Nullable Throwable failure) {
    return status >= 500 && failure != null
        ? Failures.unexpected(failure)
        : StatusProblems.of(status);
  }
}
