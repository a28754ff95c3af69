package lab.urlshortener.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An error as clients see it (RFC 9457, {@code application/problem+json}). It says what to do
 * better; never how the service is made.
 *
 * @param type the last part of the stable URI {@code urn:problem:url-shortener:…}
 * @param field which part of the request is wrong
 * @param bound what that part must keep to
 * @param errorId what the log has the failure under
 */
public record Problem(
    int status,
    String type,
    String title,
    @Nullable String detail,
    @Nullable String field,
    @Nullable String bound,
    @Nullable String errorId) {
  public static final String MEDIA_TYPE = "application/problem+json";
  public static final String TYPE_PREFIX = "urn:problem:url-shortener:";

  private static final JsonMapper JSON = new JsonMapper();

  public static Problem of(int status, String type, String title) {
    return new Problem(status, type, title, null, null, null, null);
  }

  public Problem detail(String text) {
    return new Problem(status, type, title, text, field, bound, errorId);
  }

  public Problem field(String name) {
    return new Problem(status, type, title, detail, name, bound, errorId);
  }

  public Problem bound(String text) {
    return new Problem(status, type, title, detail, field, text, errorId);
  }

  public Problem errorId(String id) {
    return new Problem(status, type, title, detail, field, bound, id);
  }

  /** The document, in UTF-8. */
  public byte[] toJson() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", TYPE_PREFIX + type);
    members.put("title", title);
    members.put("status", status);
    put(members, "detail", detail);
    put(members, "field", field);
    put(members, "bound", bound);
    put(members, "errorId", errorId);
    return JSON.writeValueAsBytes(members);
  }

  /** Makes this the whole response. */
  public void write(HttpServletResponse response) throws IOException {
    byte[] body = toJson();
    response.setStatus(status);
    if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.setHeader("Retry-After", "1");
    }
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static void put(Map<String, Object> members, String name, @Nullable String value) {
    if (value != null) {
      members.put(name, value);
    }
  }
}
