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
 * Joins a client's WebSocket and an instance's: what comes in at one goes out at the other, frame
 * by frame and in order, until one of them closes, which closes the other with the same status.
 *
 * <p>Backpressure is one frame: the next is taken only when the last has left for the network, and
 * while none is taken nothing is read, so that TCP slows the sender down. A client that does not
 * read costs what one read brought in, and no more.
 *
 * <p>An instance that goes without a word (killed, or silent for too long) is for the client a
 * service that restarts, 1012: it should connect again, and finds another instance. Where one end
 * is gone and the other does not even read that, its connection is cut. So is a client that takes
 * nothing for as long as an instance may be silent, for then nothing is read of the instance
 * either.
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

  /** What a bridge needs of one side, and gives back when it ends. */
  record Parts(Socket instance, Held held, Lease lease) {
    /** There will be no bridge. */
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

  /** Done when both are closed. */
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

  /** Nothing was read of an instance whose client is behind: its silence is not its own. */
  private void lost() {
    if (!clientIsBehind) {
      parts.held().lost();
    }
  }

  private void cut() {
    client.connection().dispose();
    instance.connection().dispose();
  }

  /** Passes all frames on; the status that it ends with, if it ends with one. */
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
