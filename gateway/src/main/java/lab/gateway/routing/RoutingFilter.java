package lab.gateway.routing;

import java.util.List;
import lab.gateway.entry.LimitProperties;
import lab.gateway.entry.Measurement;
import lab.gateway.entry.Target;
import lab.gateway.live.Kind;
import lab.gateway.live.Lease;
import lab.gateway.live.LiveConnections;
import lab.gateway.live.LiveProperties;
import lab.gateway.problem.GatewayProblems;
import lab.platform.web.Problem;
import lab.platform.web.ProblemException;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * Handles requests whose route's URI is {@code instances://<service>}: picks an instance, sends,
 * and on a failure tries another. One filter in place of Spring Cloud Gateway's load balancer,
 * retry, circuit breaker, time-out and WebSocket filters, each of which is a layer of operators
 * that costs CPU and knows nothing of the others; its two filters that send a request and write a
 * response are used internally.
 */
@Component
class RoutingFilter implements GlobalFilter, Ordered {
  private static final String SCHEME = "instances";

  private final NettyWriteResponseFilter writer =
      new NettyWriteResponseFilter(List.of(), HeaderFilters.provider());
  private final Calls calls;
  private final LimitProperties limits;
  private final LiveConnections connections;
  private final LiveProperties bounds;

  RoutingFilter(
      Calls calls, LimitProperties limits, LiveConnections connections, LiveProperties bounds) {
    this.calls = calls;
    this.limits = limits;
    this.connections = connections;
    this.bounds = bounds;
  }

  /** Before the filters that send to a fixed address, in case there are any. */
  @Override
  public int getOrder() {
    return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
    if (!SCHEME.equals(route.getUri().getScheme())) {
      return chain.filter(exchange);
    }
    RouteProperties.RouteSpec spec = Routes.spec(route);
    String fault = Target.faultOfQuery(exchange.getRequest().getURI());
    if (fault != null && spec.readsQuery()) {
      return Mono.error(new ProblemException(GatewayProblems.malformedQuery(fault)));
    }
    return ReplayableRequest.of(exchange.getRequest(), limits.body(), spec.timeout())
        .flatMap(request -> forward(exchange, request, spec));
  }

  private Mono<Void> forward(
      ServerWebExchange exchange, ReplayableRequest request, RouteProperties.RouteSpec spec) {
    Kind kind = spec.live();
    boolean socket = kind == Kind.WEBSOCKET;
    Problem flaw = socket ? Handshake.flaw(request) : null;
    if (flaw != null) {
      return Mono.error(new ProblemException(flaw));
    }
    if (kind == null) {
      Call call = calls.make(Calls.Way.PLAIN, exchange, request, spec);
      return write(exchange, call, call.send());
    }
    Lease lease = connections.open(kind, request.getRemoteAddress());
    return socket
        ? upgrade(exchange, request, spec, lease)
        : stream(exchange, request, spec, lease);
  }

  private Mono<Void> write(ServerWebExchange exchange, Call call, Mono<Void> head) {
    return writer
        .filter(exchange, _ -> head)
        .doOnError(call::brokeOff)
        .doFinally(signal -> call.close(signal == SignalType.ON_COMPLETE));
  }

  private Mono<Void> stream(
      ServerWebExchange exchange,
      ServerHttpRequest request,
      RouteProperties.RouteSpec spec,
      Lease lease) {
    Measurement measurement = exchange.getRequiredAttribute(Measurement.ATTRIBUTE);
    measurement.endWithFirstByte(exchange.getResponse());
    ServerWebExchange live = LiveResponse.in(exchange, lease, bounds.silence());
    Call call = calls.make(Calls.Way.LIVE, live, request, spec);
    return write(live, call, call.send().takeUntilOther(stopping(lease)))
        .doFinally(_ -> lease.release());
  }

  private Mono<Void> upgrade(
      ServerWebExchange exchange,
      ServerHttpRequest request,
      RouteProperties.RouteSpec spec,
      Lease lease) {
    Call call = calls.make(Calls.Way.SOCKET, exchange, request, spec);
    Upgrade upgrade = new Upgrade(exchange, call, lease, bounds);
    return call.send()
        .takeUntilOther(stopping(lease))
        .then(Mono.defer(upgrade::answer))
        .doFinally(_ -> upgrade.requestEnded());
  }

  private static Mono<Void> stopping(Lease lease) {
    return lease.stopped().then(Mono.error(() -> new ProblemException(GatewayProblems.stopping())));
  }
}
