package lab.gateway.routing;

import lab.gateway.live.Lease;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A response that lasts: what has come, be it the head alone, is sent at once, and when the gateway
 * stops it ends, in good form.
 */
final class LiveResponse extends ServerHttpResponseDecorator {
  private final Lease lease;

  private LiveResponse(ServerHttpResponse response, Lease lease) {
    super(response);
    this.lease = lease;
  }

  /** The same exchange with such a response. */
  static ServerWebExchange in(ServerWebExchange exchange, Lease lease) {
    ServerHttpResponse response = new LiveResponse(exchange.getResponse(), lease);
    return new ServerWebExchangeDecorator(exchange) {
      @Override
      public ServerHttpResponse getResponse() {
        return response;
      }
    };
  }

  @Override
  public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
    return writeAndFlushWith(Flux.from(body).map(Flux::just));
  }

  @Override
  public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
    Mono<Publisher<? extends DataBuffer>> nothing = Mono.just(Flux.empty());
    return super.writeAndFlushWith(
            Flux.concat(
                    nothing, body) // with nothing the head is sent, which else waits for an event
                .takeUntilOther(lease.stopped()))
        .doOnDiscard(Publisher.class, LiveResponse::release);
  }

  /** What was waiting to be sent when the client went away. */
  private static void release(Publisher<?> group) {
    Flux.from(group).ofType(DataBuffer.class).subscribe(DataBufferUtils::release);
  }
}
