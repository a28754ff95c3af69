package lab.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import lab.loadtest.open.Arrival;

/**
 * One virtual user's request, as its session carries it, and what the session keeps of the
 * response.
 *
 * @param <Q> what the user requests
 */
public record Visit<Q extends Request>(Arrival arrival, Q request) {
  private static final String VISIT = "visit";
  private static final String STATUS = "status";
  private static final String LOCATION = "location";
  private static final String BODY = "body";

  /** Keeps the status; if it is missing, there was no response. */
  public static CheckBuilder keepStatus() {
    return status().saveAs(STATUS);
  }

  /** Keeps the header {@code Location}. */
  public static CheckBuilder keepLocation() {
    return header("Location").optional().saveAs(LOCATION);
  }

  /** Keeps the body. */
  public static CheckBuilder keepBody() {
    return bodyString().optional().saveAs(BODY);
  }

  /** The request of the session's user. */
  public static <Q extends Request> Q request(Session session, Class<Q> type) {
    return type.cast(of(session).request());
  }

  static boolean isIn(Session session) {
    return session.contains(VISIT);
  }

  static Visit<?> of(Session session) {
    Visit<?> visit = session.get(VISIT);
    if (visit == null) {
      throw new IllegalStateException("a virtual user without a request");
    }
    return visit;
  }

  Session into(Session session) {
    return session.set(VISIT, this);
  }

  static Reply reply(Session session, long tookNanos, long timeoutNanos) {
    return session.contains(STATUS)
        ? new Reply.Answer(
            session.getInt(STATUS), session.getString(LOCATION), session.getString(BODY))
        : Reply.none(tookNanos, timeoutNanos);
  }
}
