package lab.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes problems, {@code application/problem+json}. */
public final class Problems {
  private Problems() {}

  /** Makes the problem the whole response. */
  public static void write(Problem problem, HttpServletResponse response) throws IOException {
    byte[] body = problem.toJson();
    response.setStatus(problem.status());
    if (problem.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.setHeader("Retry-After", "1");
    }
    // requests that Tomcat rejects pass no filter
    response.setHeader(Problem.CONTENT_TYPE_OPTIONS, Problem.NOSNIFF);
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
