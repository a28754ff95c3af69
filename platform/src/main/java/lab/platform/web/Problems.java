package lab.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes problems, {@code application/problem+json}, in the name of one service: the URIs of their
 * types begin with {@code urn:problem:<service>:}.
 */
public final class Problems {
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Says that a browser must believe the content type: a problem quotes what the client sent. */
  static final String CONTENT_TYPE_OPTIONS = "X-Content-Type-Options";

  static final String NOSNIFF = "nosniff";

  private static final JsonMapper JSON = new JsonMapper();

  private final String typePrefix;

  public Problems(String service) {
    this.typePrefix = "urn:problem:" + service + ":";
  }

  /** The document, in UTF-8. */
  public byte[] toJson(Problem problem) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", typePrefix + problem.type());
    document.put("title", problem.title());
    document.put("status", problem.status());
    document.putAll(problem.members());
    return JSON.writeValueAsBytes(document);
  }

  /** Makes a problem the whole response. */
  public void write(Problem problem, HttpServletResponse response) throws IOException {
    byte[] body = toJson(problem);
    response.setStatus(problem.status());
    if (problem.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.setHeader("Retry-After", "1");
    }
    response.setHeader(CONTENT_TYPE_OPTIONS, NOSNIFF); // what Tomcat refuses meets no filter
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
