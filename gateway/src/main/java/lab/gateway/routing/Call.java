package lab.gateway.routing;

import io.netty.handler.timeout.ReadTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import lab.gateway.problem.GatewayProblems;
import lab.gateway.upstream.Failure;
import lab.gateway.upstream.Instance;
import lab.gateway.upstream.Load;
import lab.gateway.upstream.Service;
import lab.platform.tracing.Tracing;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.PrematureCloseException;

/**
 * One request in progress: the instances it was tried on, and the time it has left.
 *
 * <p>What may be retried: reads, and writes that carry an {@code Idempotency-Key}; also any request
 * of which nothing was sent, since no instance has seen it (as nginx does). When: after a failure
 * to connect, a time-out, a broken connection, or 502, 503, 504. Never once the response has begun.
 * All tries together have the route's time-out; one try has a shorter one only while another is
 * possible, so that a hung instance is abandoned in time but a slow service is still waited for.
 */
final class Call {
  private static final Pattern KEY = Pattern.compile("\\p{Print}{1,255}");

  private final ServerWebExchange exchange;
  private final ServerHttpRequest request;
  private final Service service;
  private final RouteProperties.RouteSpec route;
  private final Resources resources;
  private final long started = System.nanoTime();
  private final List<Instance> tried = new ArrayList<>(2);
  private final List<Instance> refused = new ArrayList<>(0);
  private final Unanswered unanswered = new Unanswered();
  private final boolean repeatable;
  private volatile @Nullable Attempt current;
  private volatile boolean closed;
  private volatile boolean reserved; // a retry's token is withdrawn and not spent yet

  /** What all calls of one kind to a service share. */
  record Resources(
      GatewayFilter sender,
      Load load,
      RetryProperties retry,
      RetryBudget budget,
      RoutingMetrics metrics,
      Tracing tracing,
      String route) {

    void noteFailure(Service service, Instance instance, Failure failure) {
      metrics.failed(service, instance, failure);
      if (service.failed(instance, route, failure)) {
        metrics.ejected(service, instance, failure);
      }
    }
  }

  Call(
      ServerWebExchange exchange,
      ServerHttpRequest request,
      Service service,
      RouteProperties.RouteSpec route,
      Resources resources) {
    this.exchange = exchange;
    this.request = request;
    this.service = service;
    this.route = route;
    this.resources = resources;
    this.repeatable = isRepeatable(request);
  }

  private static boolean isRepeatable(ServerHttpRequest request) {
    HttpMethod method = request.getMethod();
    if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
      return true;
    }
    String key = request.getHeaders().getFirst("Idempotency-Key");
    return key != null && KEY.matcher(key).matches();
  }

  /**
   * Sends the request; on completion the exchange holds the head of a response whose body is yet to
   * come.
   */
  Mono<Void> send() {
    resources.budget().deposit();
    Instance first = service.pick(tried, resources.load());
    return first == null
        ? Mono.error(new ProblemException(GatewayProblems.noInstance(service.name())))
        : tryOn(first);
  }

  private Mono<Void> tryOn(Instance instance) {
    tried.add(instance);
    Attempt attempt = new Attempt(exchange, request, instance, resources);
    current = attempt;
    if (closed) { // during this decision: close() may have seen only the previous try
      attempt.abandon();
      return Mono.empty();
    }
    return resources
        .sender()
        .filter(attempt, _ -> Mono.empty())
        .timeout(timeForTry())
        .then(Mono.<Outcome>fromSupplier(() -> new Outcome.Responded(attempt.status())))
        .onErrorResume(e -> Mono.just(Outcome.of(e)))
        .flatMap(outcome -> settle(attempt, outcome));
  }

  private Mono<Void> settle(Attempt attempt, Outcome outcome) {
    attempt.describe(outcome);
    Failure failure = note(attempt, outcome);
    if (failure == Failure.REFUSED) {
      refused.add(attempt.instance());
    }
    Instance next = failure != null && mayGoOn(outcome) ? another(failure) : null;
    settleAccount();
    if (next != null) {
      attempt.abandon();
      return tryOn(next);
    }
    return switch (outcome) {
      case Outcome.Responded _ -> {
        attempt.commit();
        yield Mono.empty();
      }
      case Outcome.Failed failed -> {
        attempt.abandon();
        yield Mono.error(new ProblemException(problem(failed.failure())));
      }
    };
  }

  /** Records the outcome with the instance and the meters; returns the failure, if it was one. */
  private @Nullable Failure note(Attempt attempt, Outcome outcome) {
    Instance instance = attempt.instance();
    Failure failure =
        switch (outcome) {
          case Outcome.Responded responded -> responded.isServerError() ? Failure.STATUS : null;
          case Outcome.Failed failed -> failed.failure();
        };
    if (failure == null) {
      service.succeeded(instance, resources.route());
      resources.metrics().succeeded(service, instance);
      unanswered.answered(attempt, service, resources.metrics());
    } else {
      resources.noteFailure(service, instance, failure);
      unanswered.add(attempt, failure);
    }
    return failure;
  }

  /**
   * Whether to try another instance. If the alternative is an error of the gateway's own, any
   * instance that is left will do; if there is a response to pass on, only one in equally good
   * standing.
   */
  private boolean mayGoOn(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Responded responded -> responded.isRetryable() && service.hasAlternative(tried);
      case Outcome.Failed _ -> true;
    };
  }

  /** The instance to try after a failure, or null if there must be no further try. */
  private @Nullable Instance another(Failure failure) {
    boolean safe = repeatable || failure.nothingWasSent();
    Instance next = safe && isTryLeft() ? pick(failure) : null;
    if (next == null) {
      return null;
    }
    boolean sentBefore = !failure.nothingWasSent() || tried.contains(next);
    if (sentBefore && !pay()) {
      resources.metrics().budgetExhausted(service);
      return null;
    }
    resources.metrics().retried(service, failure);
    return next;
  }

  /**
   * An instance that was not tried. When the last of these refuses the connection, one that was
   * abandoned for being slow: it is alive, like an instance that is still warming up while the
   * other stops.
   */
  private @Nullable Instance pick(Failure failure) {
    Instance untried = service.pick(tried, resources.load());
    boolean mayReturn = untried == null && repeatable && failure == Failure.REFUSED;
    return mayReturn ? service.pick(refused, resources.load()) : untried;
  }

  private boolean isTryLeft() {
    return resources.retry().enabled()
        && tried.size() <= resources.retry().max()
        && timeLeft().isPositive();
  }

  /**
   * A request abandons an instance early only if it holds a retry's token. So when a whole service
   * is slow, a few requests go elsewhere in vain and the others wait for their response.
   */
  private Duration timeForTry() {
    Duration left = timeLeft();
    reserved =
        repeatable
            && route.tryTimeout().compareTo(left) < 0
            && isTryLeft()
            && service.hasAlternative(tried)
            && resources.budget().withdrawSpare();
    return reserved ? route.tryTimeout() : left;
  }

  private boolean pay() {
    boolean paid = reserved || resources.budget().withdraw();
    reserved = false;
    return paid;
  }

  private void settleAccount() {
    if (reserved) {
      resources.budget().refund();
      reserved = false;
    }
  }

  private Duration timeLeft() {
    return route.timeout().minusNanos(System.nanoTime() - started);
  }

  private Problem problem(Failure failure) {
    return switch (failure) {
      case REFUSED -> GatewayProblems.refused(service.name());
      case UNREACHABLE -> GatewayProblems.unreachable(service.name());
      case SATURATED -> GatewayProblems.saturated(service.name());
      case TIMEOUT -> GatewayProblems.timeout(service.name(), route.timeout());
      case IO, STATUS -> GatewayProblems.broken(service.name());
    };
  }

  /**
   * The response broke off: too late for another try, but if the instance broke it, and not the
   * client, the instance is to blame.
   */
  void brokeOff(Throwable error) {
    Attempt attempt = current;
    if (attempt != null
        && exchange.getResponse().isCommitted()
        && (error instanceof PrematureCloseException || error instanceof ReadTimeoutException)) {
      resources.noteFailure(service, attempt.instance(), Failure.IO);
    }
  }

  /**
   * For a connection that outlives this call, which may be closed at once. From now on it is
   * counted instead of the try: if both were counted until the request ends, a quick next client
   * would find the instance busier than it is.
   */
  Held hold() {
    Attempt attempt = Objects.requireNonNull(current);
    Held held = new Held(service, attempt.instance(), resources);
    attempt.end();
    return held;
  }

  /** Nothing more will happen to it; also called when the client has disconnected. */
  void close(boolean complete) {
    closed = true;
    settleAccount();
    Attempt attempt = current;
    if (attempt == null) {
      return;
    }
    if (complete) {
      attempt.end();
    } else {
      attempt.abandon();
    }
  }
}
