package lab.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lab.loadtest.NotSeeded;
import lab.loadtest.Stage;
import lab.loadtest.open.Arrival;
import lab.loadtest.open.Load;
import lab.loadtest.open.MetricsPush;
import lab.protocol.Plan;
import lab.protocol.Samples;
import org.jspecify.annotations.Nullable;

/**
 * One load: prepares the service, assigns a request to each virtual user, and records its outcome.
 * Each virtual user is one arrival of an open model: it sends its request and ends, and the next
 * one arrives when it is due, whether or not earlier requests have been answered.
 */
final class GatlingRun<Q extends Request> implements AutoCloseable {
  // Gatling creates the simulation itself, without arguments; it finds its run here.
  private static volatile @Nullable GatlingRun<?> current;

  private final String name;
  private final Stage stage;
  private final RequestLoad settings;
  private final Users<Q> users;
  private final Load load;
  private final AtomicLong rehearsed = new AtomicLong();

  GatlingRun(
      String name, List<String> operations, Stage stage, RequestLoad settings, Users<Q> users) {
    this.name = name;
    this.stage = stage;
    this.settings = settings;
    this.users = users;
    Duration slow = Duration.ofMillis(stage.slowMillis());
    var requests = new Load.Requests(settings.late(), slow, operations, users::operation);
    this.load = new Load(settings.timing(), requests, stage.live(), stage::started);
  }

  /** The lab's run that a simulation belongs to; null if Gatling was started on its own. */
  static @Nullable GatlingRun<?> current() {
    return current;
  }

  void makeCurrent() {
    current = this;
  }

  /** For requests that Gatling does not send; with the load's time-out. */
  private HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(settings.timeout())
        .build();
  }

  /** Creates the data that the load needs, and warms the service up. */
  void prepare() throws NotSeeded, InterruptedException {
    try (HttpClient client = client()) {
      long begun = System.nanoTime();
      users.seed(client);
      stage.step("seeded in %,d ms".formatted(millisSince(begun)));
      begun = System.nanoTime();
      Rehearsal.Ended ended = new Rehearsal(this, settings, stage.slowMillis()).play(client);
      stage.step(
          "%s after %,d requests in %,d ms"
              .formatted(
                  ended.calm() ? "warm" : "not warm yet", ended.requests(), millisSince(begun)));
    }
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  /** One request before the load, due and sent now. */
  Visit<Q> rehearse() {
    Q request = users.rehearsal(rehearsed.getAndIncrement());
    return new Visit<>(load.rehearse(request.operation()), request);
  }

  /** Sends a rehearsal's request without Gatling, and records its outcome. */
  Outcome exchange(HttpClient client, Visit<Q> visit) throws InterruptedException {
    Reply reply;
    try {
      reply =
          Reply.Answer.of(
              client.send(users.plain(visit.request()), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      reply = Reply.none(took(visit.arrival()), settings.timeout().toNanos());
    }
    return finish(visit, reply);
  }

  private static long took(Arrival arrival) {
    return System.nanoTime() - arrival.startedNanos();
  }

  private Outcome finish(Visit<Q> visit, Reply reply) {
    Outcome outcome = users.finish(visit.request(), reply, System.currentTimeMillis());
    switch (outcome) {
      case Outcome.Right _ -> load.ok(visit.arrival());
      case Outcome.Failed(String kind) -> load.failed(visit.arrival(), kind);
    }
    return outcome;
  }

  /**
   * What Gatling is to inject. It drops the fraction of a last second, so whole seconds are
   * injected, and virtual users that arrive after the end do nothing.
   */
  PopulationBuilder population() {
    double seconds = Math.ceil(settings.timing().whole().toMillis() / 1e3);
    return scenario(name)
        .exec(this::arrive)
        .exec(doIf(Visit::isIn).then(users.chain(), exec(this::leave)))
        .injectOpen(constantUsersPerSec(settings.rate()).during((long) seconds))
        .protocols(protocol());
  }

  private Session arrive(Session session) {
    return load.arrive()
        .map(arrival -> new Visit<>(arrival, users.request(arrival.index())).into(session))
        .orElse(session);
  }

  @SuppressWarnings("unchecked") // put there by arrive
  private Session leave(Session session) {
    var visit = (Visit<Q>) Visit.of(session);
    long timeout = settings.timeout().toNanos();
    var _ = finish(visit, Visit.reply(session, took(visit.arrival()), timeout));
    return session;
  }

  private HttpProtocolBuilder protocol() {
    return http.baseUrl(stage.gateway().toString().replaceFirst("/$", ""))
        .disableWarmUp()
        .disableCaching()
        .disableAutoReferer()
        .disableFollowRedirect()
        .disableUrlEncoding()
        .shareConnections()
        .userAgentHeader("system-design-lab");
  }

  /** Reports progress and live figures while Gatling runs, until closed. */
  AutoCloseable report() {
    ScheduledExecutorService reporting = load.report(stage::second);
    String token = System.getenv().getOrDefault(Plan.TOKEN, "");
    Optional<MetricsPush> push = load.push(stage.live(), token);
    return () -> {
      reporting.shutdownNow();
      push.ifPresent(MetricsPush::close);
    };
  }

  Samples samples(long cpuMillis) {
    return load.samples(cpuMillis);
  }

  /** Reads back the promises, after all faults are lifted. */
  Map<String, Double> readBack() throws IOException, InterruptedException {
    stage.calm();
    stage.step("reading back what was acknowledged");
    return users.readBack();
  }

  @Override
  public void close() throws IOException {
    current = null;
    users.close();
  }
}
