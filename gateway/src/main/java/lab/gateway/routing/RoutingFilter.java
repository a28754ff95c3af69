package lab.gateway.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lab.gateway.entry.LimitProperties;
import lab.gateway.upstream.Service;
import lab.gateway.upstream.Services;
import lab.platform.tracing.Tracing;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.http.client.HttpClient;

/**
 * Takes requests whose route's URI is {@code instances://<service>}: picks an instance, sends, and
 * on a failure tries another. One filter in place of Spring Cloud Gateway's load balancer, retry,
 * circuit breaker and time-out, each of which is a layer of operators that costs CPU and knows
 * nothing of the others; its two filters that send a request and write a response do the work
 * within.
 */
@Component
class RoutingFilter implements GlobalFilter, Ordered {
  private static final String SCHEME = "instances";

  private final NettyRoutingFilter sender;
  private final NettyWriteResponseFilter writer;
  private final Services services;
  private final LimitProperties limits;
  private final RetryProperties retry;
  private final RoutingMetrics metrics;
  private final Tracing tracing;
  private final Map<String, Call.Resources> resources = new ConcurrentHashMap<>();

  RoutingFilter(
      HttpClient client,
      Services services,
      LimitProperties limits,
      RetryProperties retry,
      RoutingMetrics metrics,
      Tracing tracing) {
    var headers = HeaderFilters.provider();
    this.sender = new NettyRoutingFilter(client, headers, new HttpClientProperties());
    this.writer = new NettyWriteResponseFilter(List.of(MediaType.TEXT_EVENT_STREAM), headers);
    this.services = services;
    this.limits = limits;
    this.retry = retry;
    this.metrics = metrics;
    this.tracing = tracing;
  }

  /** Before the filters that send to a fixed address, should there be any. */
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
    Duration timeout = spec.timeout();
    return ReplayableRequest.of(exchange.getRequest(), limits.body(), timeout)
        .flatMap(request -> forward(exchange, request, spec));
  }

  private Mono<Void> forward(
      ServerWebExchange exchange, ReplayableRequest request, RouteProperties.RouteSpec spec) {
    Service service = services.get(spec.service());
    Call call = new Call(exchange, request, service, spec, resources(service));
    return writer
        .filter(exchange, _ -> call.send())
        .doOnError(call::brokeOff)
        .doFinally(signal -> call.close(signal == SignalType.ON_COMPLETE));
  }

  private Call.Resources resources(Service service) {
    return resources.computeIfAbsent(
        service.name(),
        _ ->
            new Call.Resources(
                sender::filter,
                retry,
                new RetryBudget(retry.budget(), System::nanoTime),
                metrics,
                tracing));
  }
}
