package lab.gateway.routing;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.function.Function;
import lab.gateway.live.Lease;
import reactor.core.publisher.Mono;

/**
 * Connects a client's WebSocket with an instance's: what arrives at one is sent to the other, frame
 * by frame and in order, until one of them closes, which closes the other with the same status.
 *
 * <p>Backpressure is one frame: the next is taken only when the last has left for the network, and
 * while none is taken nothing is read, so that TCP slows the sender down. A client that does not
 * read costs the bytes of one read and no more.
 *
 * <p>When an instance disappears without a close (killed, or silent for too long), the client sees
 * a service that restarts, 1012: it should reconnect, and will reach another instance. If one end
 * is gone and the other does not even read the close, its connection is cut. The same happens to a
 * client that reads nothing for as long as an instance may be silent, because meanwhile nothing is
 * read from the instance either.
 */
final class Bridge {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final WebSocketCloseStatus LOST =
      new WebSocketCloseStatus(WebSocketCloseStatus.SERVICE_RESTART.code(), "instance lost");
  private static final WebSocketCloseStatus STOPPING =
      new WebSocketCloseStatus(WebSocketCloseStatus.SERVICE_RESTART.code(), "gateway stops");

  private final Socket client;
  private final Socket instance;
  private final Parts parts;
  private volatile boolean clientIsBehind;

  /** What a bridge needs from one side, and releases when it ends. */
  record Parts(Socket instance, Held held, Lease lease) {
    /** No bridge will be built. */
    void close() {
      instance.connection().dispose();
      end();
    }

    private void end() {
      held.end();
      lease.release();
    }
  }

  Bridge(Socket client, Parts parts) {
    this.client = client;
    this.instance = parts.instance();
    this.parts = parts;
  }

  /** Completes when both sides are closed. */
  Mono<Void> run() {
    Mono<Void> up =
        pass(client, instance::send)
            .defaultIfEmpty(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE)
            .flatMap(instance::close);
    Mono<Void> down =
        pass(instance, this::sendToClient)
            .switchIfEmpty(Mono.fromRunnable(this::lost).thenReturn(LOST))
            .flatMap(client::close);
    Mono<Void> stop = parts.lease().stopped().then(Mono.defer(() -> client.close(STOPPING)));
    Mono<Void> cut =
        Mono.firstWithSignal(client.gone(), instance.gone())
            .then(Mono.delay(GRACE))
            .then(Mono.fromRunnable(this::cut));
    return Mono.when(up, down, stop, cut)
        .onErrorComplete()
        .takeUntilOther(Mono.when(client.gone(), instance.gone()))
        .doFinally(_ -> parts.end());
  }

  private Mono<Void> sendToClient(WebSocketFrame frame) {
    return client
        .send(frame)
        .doOnSubscribe(_ -> clientIsBehind = true)
        .doOnSuccess(_ -> clientIsBehind = false);
  }

  /**
   * While a client lags, nothing is read from its instance, so the silence is not the instance's.
   */
  private void lost() {
    if (!clientIsBehind) {
      parts.held().lost();
    }
  }

  private void cut() {
    client.connection().dispose();
    instance.connection().dispose();
  }

  /** Passes all frames on; emits the status that the side closes with, if any. */
  private static Mono<WebSocketCloseStatus> pass(
      Socket from, Function<WebSocketFrame, Mono<Void>> to) {
    return from.frames()
        .map(WebSocketFrame::retain)
        .concatMap(frame -> to.apply(frame).onErrorResume(_ -> Mono.never()), 0)
        .doOnDiscard(WebSocketFrame.class, ReferenceCountUtil::release)
        .then(from.closed())
        .onErrorResume(CorruptedWebSocketFrameException.class, e -> Mono.just(e.closeStatus()))
        .onErrorComplete();
  }
}
