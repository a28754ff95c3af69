package lab.loadtest.gatling;

import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What came back for a request. */
public sealed interface Reply {
  /**
   * A response.
   *
   * @param location the header; null if there is none
   * @param body null if there is none or it was not kept
   */
  record Answer(int status, @Nullable String location, @Nullable String body) implements Reply {
    /** A response that Gatling did not receive. */
    public static Answer of(HttpResponse<String> response) {
      String location = response.headers().firstValue("Location").orElse(null);
      return new Answer(response.statusCode(), location, response.body());
    }

    /** The body; a missing node if it is not JSON. */
    public JsonNode json() {
      try {
        return body == null ? MissingNode.getInstance() : JsonMapper.shared().readTree(body);
      } catch (JacksonException e) {
        return MissingNode.getInstance();
      }
    }
  }

  /**
   * No response.
   *
   * @param kind of failure: {@code timeout} or {@code connection}
   */
  record None(String kind) implements Reply {}

  /**
   * No response after this time. Gatling does not tell a session the reason. But a connection fails
   * at once and a time-out occurs at the time-out, so the time taken tells them apart.
   */
  static Reply none(long tookNanos, long timeoutNanos) {
    return new None(tookNanos >= timeoutNanos ? "timeout" : "connection");
  }
}
