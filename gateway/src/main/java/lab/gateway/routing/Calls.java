package lab.gateway.routing;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lab.gateway.live.LiveProperties;
import lab.gateway.upstream.Load;
import lab.gateway.upstream.Service;
import lab.gateway.upstream.Services;
import lab.platform.tracing.Tracing;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.client.HttpClient;

/** Creates calls, with the resources that calls to the same service share. */
@Component
class Calls {
  private final Services services;
  private final RetryProperties retry;
  private final RoutingMetrics metrics;
  private final Tracing tracing;
  private final Map<Way, GatewayFilter> senders = new EnumMap<>(Way.class);
  private final Map<String, RetryBudget> budgets = new ConcurrentHashMap<>();

  /** How a request is sent. */
  enum Way {
    /** Answered within seconds. */
    PLAIN(Load.REQUESTS),
    /** With a long-lived response, over connections of its own. */
    LIVE(Load.LIVE),
    /** The opening handshake of a WebSocket. */
    SOCKET(Load.LIVE);

    private final Load load;

    Way(Load load) {
      this.load = load;
    }
  }

  Calls(
      Services services,
      RetryProperties retry,
      RoutingMetrics metrics,
      Tracing tracing,
      HttpClient upstreamClient,
      HttpClient liveClient,
      LiveProperties live) {
    this.services = services;
    this.retry = retry;
    this.metrics = metrics;
    this.tracing = tracing;
    senders.put(Way.PLAIN, sender(upstreamClient));
    senders.put(Way.LIVE, sender(liveClient));
    senders.put(Way.SOCKET, new Handshake(liveClient, live)::send);
  }

  private static GatewayFilter sender(HttpClient client) {
    var headers = HeaderFilters.provider();
    return new NettyRoutingFilter(client, headers, new HttpClientProperties())::filter;
  }

  Call make(
      Way way,
      ServerWebExchange exchange,
      ServerHttpRequest request,
      RouteProperties.RouteSpec route) {
    Service service = services.get(route.service());
    GatewayFilter sender = senders.get(way);
    if (sender == null) {
      throw new IllegalStateException("No sender for " + way);
    }
    RetryBudget budget =
        budgets.computeIfAbsent(
            service.name(), _ -> new RetryBudget(retry.budget(), System::nanoTime));
    return new Call(
        exchange,
        request,
        service,
        route,
        new Call.Resources(sender, way.load, retry, budget, metrics, tracing, routeId(exchange)));
  }

  private static String routeId(ServerWebExchange exchange) {
    Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
    return route.getId();
  }
}
