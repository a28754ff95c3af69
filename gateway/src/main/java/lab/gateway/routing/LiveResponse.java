package lab.gateway.routing;

import io.netty.channel.Channel;
import io.netty.handler.timeout.ReadTimeoutException;
import java.time.Duration;
import lab.gateway.live.Lease;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.FutureMono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A long-lived response: whatever has arrived, even the head alone, is sent at once, and when the
 * gateway stops, the response is completed properly.
 *
 * <p>One buffer is in flight at a time, and until it has left nothing more is taken from the
 * instance, as in a {@link Bridge}. Reactor Netty by itself takes 128 of them, and Spring groups 32
 * more, some of which nobody releases when the client disconnects.
 */
final class LiveResponse extends ServerHttpResponseDecorator {
  private final Lease lease;
  private final Duration patience;
  private final Channel channel;
  private volatile boolean clientIsBehind;

  private LiveResponse(ServerHttpResponse response, Lease lease, Duration patience) {
    super(response);
    this.lease = lease;
    this.patience = patience;
    HttpServerResponse client = ServerHttpResponseDecorator.getNativeResponse(response);
    Channel[] found = new Channel[1];
    client.withConnection(connection -> found[0] = connection.channel());
    this.channel = found[0];
  }

  /**
   * The same exchange with such a response.
   *
   * @param patience a client that reads nothing for this long is cut off
   */
  static ServerWebExchange in(ServerWebExchange exchange, Lease lease, Duration patience) {
    ServerHttpResponse response = new LiveResponse(exchange.getResponse(), lease, patience);
    return new ServerWebExchangeDecorator(exchange) {
      @Override
      public ServerHttpResponse getResponse() {
        return response;
      }
    };
  }

  @Override
  public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
    return super.writeAndFlushWith(Mono.just(Flux.empty())) // the head, which would wait for a body
        .thenMany(passed(body).takeUntilOther(lease.stopped()))
        .then()
        .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
  }

  /** While the client lags, nothing is read from its instance, whose silence is then no fault. */
  private Flux<Void> passed(Publisher<? extends DataBuffer> body) {
    return Flux.from(body)
        .concatMap(this::send, 0)
        .onErrorMap(
            ReadTimeoutException.class,
            e -> clientIsBehind ? new AbortedException("The client does not read") : e);
  }

  /** Completes when the buffer has left this process; the channel releases it in any case. */
  private Mono<Void> send(DataBuffer buffer) {
    return FutureMono.deferFuture(
            () -> channel.writeAndFlush(NettyDataBufferFactory.toByteBuf(buffer)))
        .timeout(patience)
        .doOnSubscribe(_ -> clientIsBehind = true)
        .doOnSuccess(_ -> clientIsBehind = false);
  }
}
