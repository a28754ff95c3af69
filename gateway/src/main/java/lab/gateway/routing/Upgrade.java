package lab.gateway.routing;

import lab.gateway.live.Lease;
import lab.gateway.live.LiveProperties;
import lab.gateway.problem.GatewayProblems;
import lab.platform.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

/**
 * The response to a client that asked for a WebSocket, once an instance has answered. The request
 * ends with it, and the {@link Bridge} lives on.
 */
final class Upgrade {
  private final ServerWebExchange exchange;
  private final Call call;
  private final Lease lease;
  private final LiveProperties bounds;
  private volatile boolean bridged;

  Upgrade(ServerWebExchange exchange, Call call, Lease lease, LiveProperties bounds) {
    this.exchange = exchange;
    this.call = call;
    this.lease = lease;
    this.bounds = bounds;
  }

  /** Accepts the client's WebSocket if the instance's is open; otherwise passes the refusal on. */
  Mono<Void> answer() {
    Socket instance = exchange.getAttribute(Socket.ATTRIBUTE);
    HttpStatusCode status = exchange.getResponse().getStatusCode();
    if (instance == null && status != null && status.isError()) {
      return Mono.error(new ProblemException(GatewayProblems.socketRefused(status.value())));
    }
    Mono<Void> head = exchange.getResponse().setComplete();
    return instance == null ? head : head.then(Mono.defer(() -> accept(instance)));
  }

  private Mono<Void> accept(Socket instance) {
    HttpServerResponse response =
        ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
    bridged = true;
    Bridge.Parts parts = new Bridge.Parts(instance, call.hold(), lease);
    return response
        .sendWebsocket(
            (in, out) -> new Bridge(Socket.of(in, out), parts).run(),
            spec(instance.in().selectedSubprotocol()))
        .doOnError(_ -> parts.close())
        .doOnCancel(parts::close);
  }

  private WebsocketServerSpec spec(@Nullable String protocol) {
    WebsocketServerSpec.Builder spec =
        WebsocketServerSpec.builder()
            .handlePing(true) // pings are passed on
            .maxFramePayloadLength(Math.toIntExact(bounds.maxFrame().toBytes()));
    return protocol == null ? spec.build() : spec.protocols(protocol).build();
  }

  /** The request is over: if no bridge was built, release everything else. */
  void requestEnded() {
    call.close(bridged);
    if (!bridged) {
      lease.release();
    }
  }
}
