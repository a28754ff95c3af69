package lab.platform.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An error as clients see it (RFC 9457). It says how to correct the request, never anything about
 * the service's internals.
 *
 * @param status the HTTP status
 * @param type the last part of the stable URI {@code urn:lab:problem:…}, the same for the gateway
 *     and every service
 * @param title the same for all problems of the type
 * @param members the document's further members, in this order: strings, numbers, booleans
 */
public record Problem(int status, String type, String title, Map<String, Object> members) {
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Tells browsers not to guess the content type: a problem quotes what the client sent. */
  public static final String CONTENT_TYPE_OPTIONS = "X-Content-Type-Options";

  public static final String NOSNIFF = "nosniff";

  private static final String TYPE_PREFIX = "urn:lab:problem:";
  private static final JsonMapper JSON = new JsonMapper();

  public Problem {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  public static Problem of(int status, String type, String title) {
    return new Problem(status, type, title, Map.of());
  }

  /** Something in the request is not valid {@link Text}. */
  static Problem malformedText(String field, String detail) {
    return of(400, "malformed-text", "Malformed text")
        .detail(detail)
        .field(field)
        .bound(Text.BOUND);
  }

  /** The document, in UTF-8. */
  public byte[] toJson() {
    var document = new LinkedHashMap<String, Object>();
    document.put("type", TYPE_PREFIX + type);
    document.put("title", title);
    document.put("status", status);
    document.putAll(members);
    return JSON.writeValueAsBytes(document);
  }

  /** What is wrong in this case; empty if there is no detail. */
  public String detail() {
    return String.valueOf(members.getOrDefault("detail", ""));
  }

  /** What is wrong in this case, in a sentence for people. */
  public Problem detail(String text) {
    return with("detail", text);
  }

  /** Which part of the request is wrong. */
  public Problem field(String name) {
    return with("field", name);
  }

  /** The rule that this part must satisfy. */
  public Problem bound(String text) {
    return with("bound", text);
  }

  /** The id under which the failure is logged. */
  public Problem errorId(String id) {
    return with("errorId", id);
  }

  /**
   * A copy with one more member (an extension, in the words of RFC 9457, section 3.2). It may quote
   * the client, so anything that is not valid {@link Text} is made printable.
   */
  public Problem with(String name, Object value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value instanceof String text ? Text.printable(text) : value);
    return new Problem(status, type, title, more);
  }
}
