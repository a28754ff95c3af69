package lab.gateway.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import lab.gateway.problem.GatewayProblems;
import lab.platform.health.Drain;
import lab.platform.metrics.RequestTimers;
import lab.platform.tracing.Tracing;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/** The first to see a request and the last to see its response. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class EntryFilter implements WebFilter {
  private static final Logger log = LoggerFactory.getLogger(EntryFilter.class);
  private static final String HEALTH = "/health";
  private static final Pattern DOT_SEGMENT =
      Pattern.compile("(?i)(/|%2f|%5c)(\\.|%2e){1,2}(/|%2f|%5c|;|$)");
  private static final Pattern REGEX = Pattern.compile("\\{(\\w+):[^/]*}(?=/|$)");
  private static final int CLIENT_WENT_AWAY = 499; // nginx's code for it; never sent

  private final ApplicationContext context;
  private final Drain drain;
  private final RequestTimers timers;
  private final Tracing tracing;
  private final Map<String, String> templates = new ConcurrentHashMap<>();

  EntryFilter(ApplicationContext context, Drain drain, MeterRegistry meters, Tracing tracing) {
    this.context = context;
    this.drain = drain;
    this.timers = new RequestTimers(meters);
    this.tracing = tracing;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (exchange.getApplicationContext() != context) {
      return chain.filter(exchange); // requests of the management port pass here too
    }
    ServerHttpRequest request = exchange.getRequest();
    Span span = tracing.server(request.getMethod().name(), request.getHeaders()::getFirst);
    Trace trace = Trace.of(request.getHeaders(), span);
    exchange.getAttributes().put(Trace.ATTRIBUTE, trace);
    Measurement measurement =
        new Measurement((wentAway, nanos) -> measure(exchange, wentAway, nanos, span));
    exchange.getAttributes().put(Measurement.ATTRIBUTE, measurement);
    HttpHeaders headers = exchange.getResponse().getHeaders();
    headers.set(Trace.CORRELATION_ID, trace.correlationId());
    if (drain.isDraining()) {
      headers.set(HttpHeaders.CONNECTION, "close");
    }
    return answer(exchange, chain)
        .onErrorResume(e -> explain(exchange, trace, e))
        .doFinally(signal -> measurement.take(signal == SignalType.CANCEL));
  }

  private Mono<Void> answer(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    String path = request.getURI().getRawPath();
    if (HEALTH.equals(path)) {
      return health(exchange.getResponse());
    }
    if (isUnsafe(path)) {
      return Mono.error(new ProblemException(GatewayProblems.unsafePath()));
    }
    if (ForeignPages.mayNotSend(request.getMethod(), request.getHeaders())) {
      return Mono.error(new ProblemException(GatewayProblems.foreignPage()));
    }
    return chain.filter(exchange);
  }

  private Mono<Void> health(ServerHttpResponse response) {
    String status = drain.isDraining() ? "unhealthy" : "healthy";
    response.setRawStatusCode(drain.isDraining() ? 503 : 200);
    return write(
        response,
        MediaType.APPLICATION_JSON,
        "{\"status\":\"%s\"}".formatted(status).getBytes(UTF_8));
  }

  /** Dot segments, plain or encoded, could lead an instance to a path that is not routed here. */
  private static boolean isUnsafe(String path) {
    return (path.indexOf('.') >= 0 || path.indexOf('%') >= 0) && DOT_SEGMENT.matcher(path).find();
  }

  private Mono<Void> explain(ServerWebExchange exchange, Trace trace, Throwable error) {
    ServerHttpResponse response = exchange.getResponse();
    ServerHttpRequest request = exchange.getRequest();
    if (response.isCommitted()) {
      trace.log(() -> log.warn("Response to {} broke off", request.getMethod()));
      return Mono.error(error); // breaks the connection, so the client notices
    }
    Problem problem = problem(error);
    trace.log(() -> log(problem, request.getMethod() + " " + uri(exchange), error));
    response.setRawStatusCode(problem.status());
    if (problem.status() == 503 || problem.status() == 429) {
      response.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
    }
    if (problem.status() == 426) {
      response.getHeaders().set(HttpHeaders.UPGRADE, "websocket");
      response.getHeaders().set("Sec-WebSocket-Version", "13");
    }
    if (problem.status() == 413 || problem.status() == 408) {
      response.getHeaders().set(HttpHeaders.CONNECTION, "close"); // the rest of the body is unread
    }
    return write(response, MediaType.APPLICATION_PROBLEM_JSON, problem.toJson());
  }

  private static void log(Problem problem, String request, Throwable error) {
    if (problem.equals(GatewayProblems.internal())) {
      log.error("Failed {}", request, error);
    } else if (problem.status() >= 500) {
      log.warn("{} for {}: {}", problem.status(), request, problem.detail());
    }
  }

  private static Problem problem(Throwable error) {
    return switch (error) {
      case ProblemException e -> e.problem();
      case ResponseStatusException e when e.getStatusCode().value() == 404 ->
          GatewayProblems.notFound();
      case ResponseStatusException e when e.getStatusCode().is4xxClientError() ->
          GatewayProblems.malformed();
      default -> GatewayProblems.internal();
    };
  }

  private static Mono<Void> write(ServerHttpResponse response, MediaType type, byte[] body) {
    response.getHeaders().set(Problem.CONTENT_TYPE_OPTIONS, Problem.NOSNIFF);
    response.getHeaders().setContentType(type);
    response.getHeaders().setContentLength(body.length);
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }

  private void measure(ServerWebExchange exchange, boolean wentAway, long nanos, Span span) {
    HttpStatusCode status = exchange.getResponse().getStatusCode();
    int code = wentAway ? CLIENT_WENT_AWAY : status == null ? 200 : status.value();
    String method = exchange.getRequest().getMethod().name();
    String uri = uri(exchange);
    if (!span.isRecording()) {
      timers.record(method, uri, code, nanos);
      return;
    }
    try (var _ = span.makeCurrent()) { // for the exemplar
      timers.record(method, uri, code, nanos);
    }
    span.updateName(method + " " + uri)
        .setAttribute("http.request.method", method)
        .setAttribute("url.path", exchange.getRequest().getURI().getRawPath())
        .setAttribute("http.response.status_code", code)
        .setStatus(code >= 500 ? StatusCode.ERROR : StatusCode.UNSET)
        .end();
  }

  /**
   * The path's template, never the path, and without regular expressions: {@code /{code}}, as the
   * service calls it too.
   */
  private String uri(ServerWebExchange exchange) {
    String template =
        exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_PREDICATE_MATCHED_PATH_ATTR);
    if (template != null) {
      return templates.computeIfAbsent(template, t -> REGEX.matcher(t).replaceAll("{$1}"));
    }
    return HEALTH.equals(exchange.getRequest().getURI().getRawPath()) ? HEALTH : "NOT_FOUND";
  }
}
