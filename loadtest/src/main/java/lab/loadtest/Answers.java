package lab.loadtest;

import lab.loadtest.Arrival.Link;
import lab.loadtest.Arrival.Read;
import lab.loadtest.Arrival.Write;
import lab.loadtest.Outcome.Acknowledged;
import lab.loadtest.Outcome.Failed;
import lab.loadtest.Outcome.Right;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells a right answer from a wrong one, and names the kinds of failure. */
final class Answers {
  private static final JsonMapper JSON = new JsonMapper();

  private Answers() {}

  /**
   * @param timeoutNanos Gatling does not tell a session why there was no answer. A connection that
   *     fails does so at once and a time-out at the time-out, so the time taken tells them apart.
   */
  static Outcome judge(Arrival arrival, long tookNanos, long timeoutNanos) {
    Integer status = arrival.status;
    if (status == null) {
      return new Failed(tookNanos >= timeoutNanos ? "timeout" : "connection", true);
    }
    return switch (arrival.intent) {
      case Read(Link link) -> redirect(status, arrival.location, link);
      case Write(String url, _) -> created(status, arrival.body, url);
    };
  }

  static Outcome redirect(int status, @Nullable String location, Link link) {
    if (status == 302) {
      return link.url().equals(location) ? new Right() : new Failed("wrong-answer", false);
    }
    boolean denied = status == 404 || status == 410;
    return new Failed(denied ? "not-found" : "status-" + status, false);
  }

  static Outcome created(int status, @Nullable String body, String url) {
    if (status != 201) {
      return new Failed("status-" + status, status >= 500);
    }
    String code = codeFor(url, body);
    // A 201 without a usable code did create something: what, nobody can say.
    return code == null ? new Failed("wrong-answer", true) : new Acknowledged(new Link(code, url));
  }

  private static @Nullable String codeFor(String url, @Nullable String body) {
    if (body == null) {
      return null;
    }
    try {
      JsonNode link = JSON.readTree(body);
      String code = link.path("code").asString("");
      boolean right =
          code.matches("[0-9A-Za-z]{1,32}") && url.equals(link.path("url").asString(""));
      return right ? code : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}
