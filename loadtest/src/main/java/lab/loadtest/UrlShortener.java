package lab.loadtest;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

/**
 * Reads links and now and then creates one. Each virtual user is one arrival of an open model: it
 * sends one request and is gone, and the next one comes when it is due, answered or not.
 */
public final class UrlShortener extends Simulation {
  private static final String ARRIVAL = "arrival";
  private static final String STATUS = "status";
  private static final String LOCATION = "location";
  private static final String BODY = "body";

  public UrlShortener() {
    LoadRun run = LoadRun.current();
    Plan plan = run.plan;
    setUp(
            scenario("url-shortener")
                .exec(session -> session.set(ARRIVAL, run.arrive()))
                .exec(
                    doIfOrElse(session -> arrival(session).reads())
                        .then(read(plan))
                        .orElse(write(plan)))
                .exec(session -> finish(run, session))
                .injectOpen(constantUsersPerSec(plan.rate()).during(plan.injection())))
        .protocols(protocol(plan));
  }

  private static HttpProtocolBuilder protocol(Plan plan) {
    return http.baseUrl(plan.baseUrl())
        .disableWarmUp()
        .disableCaching()
        .disableAutoReferer()
        .disableFollowRedirect()
        .disableUrlEncoding()
        .shareConnections()
        .userAgentHeader("system-design-lab");
  }

  private static ChainBuilder read(Plan plan) {
    return exec(
        http("read")
            .get(session -> "/" + link(session).code())
            .requestTimeout(plan.timeout())
            .check(status().saveAs(STATUS), header("Location").optional().saveAs(LOCATION)));
  }

  private static ChainBuilder write(Plan plan) {
    return exec(
        http("write")
            .post("/api/links")
            .requestTimeout(plan.timeout())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", session -> create(session).key())
            .body(StringBody(session -> Writes.body(create(session))))
            .check(status().saveAs(STATUS), bodyString().optional().saveAs(BODY)));
  }

  private static Session finish(LoadRun run, Session session) {
    Arrival arrival = arrival(session);
    if (session.contains(STATUS)) {
      arrival.status = session.getInt(STATUS);
      arrival.location = session.getString(LOCATION);
      arrival.body = session.getString(BODY);
    }
    run.finish(arrival);
    return session;
  }

  private static Arrival arrival(Session session) {
    Arrival arrival = session.get(ARRIVAL);
    if (arrival == null) {
      throw new IllegalStateException("a virtual user without an arrival");
    }
    return arrival;
  }

  private static Arrival.Link link(Session session) {
    return ((Arrival.Read) arrival(session).intent).link();
  }

  private static Arrival.Write create(Session session) {
    return (Arrival.Write) arrival(session).intent;
  }
}
