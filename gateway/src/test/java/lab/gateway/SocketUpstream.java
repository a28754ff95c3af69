package lab.gateway;

import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import reactor.netty.resources.LoopResources;

/**
 * A service with a WebSocket that does as it is told: it answers {@code who} with its id, {@code
 * close 4711 why} by closing with that status, {@code ping} with a ping, {@code flood 10} with ten
 * large frames, and echoes everything else. In this JVM or, by {@link #main}, in one of its own.
 */
public final class SocketUpstream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  static final int FLOOD_FRAME = 32 * 1024;

  private final String id;
  private final LoopResources loops; // its own: a gateway stopping in this JVM ends the shared one
  private final DisposableServer server;
  private final AtomicInteger flooded = new AtomicInteger();
  private final List<String> closes = new CopyOnWriteArrayList<>();
  private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 101;

  private SocketUpstream(String id, int port) {
    this.id = id;
    loops = LoopResources.create("upstream-" + id, 2, true);
    server =
        HttpServer.create()
            .runOn(loops)
            .host("127.0.0.1")
            .port(port)
            .route(routes ->
                routes
                    .get(
                        "/health",
                        (_, out) -> out.header(CONNECTION, "close").sendString(Mono.just("{}")))
                    .get("/ws/queues", this::handshake))
            .bindNow();
  }

  static SocketUpstream start(String id) {
    return new SocketUpstream(id, 0);
  }

  public static void main(String[] args) {
    new SocketUpstream(args[0], Integer.parseInt(args[1])).server.onDispose().block();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** From now on handshakes get this status; 101 accepts. */
  void answers(int newStatus) {
    status = newStatus;
  }

  /** How many large frames have left this side. */
  int flooded() {
    return flooded.get();
  }

  /** How the other side closed the sockets: {@code 1001}, or {@code lost}. */
  List<String> closes() {
    return closes;
  }

  List<HttpServerRequest> requests() {
    return requests;
  }

  private Publisher<Void> handshake(HttpServerRequest request, HttpServerResponse response) {
    requests.add(request);
    boolean upgrade = request.requestHeaders().contains("Upgrade", "websocket", true);
    if (status != 101 || !upgrade) {
      return response.status(upgrade ? status : 426).header("X-From", id).send();
    }
    WebsocketServerSpec.Builder spec = WebsocketServerSpec.builder().handlePing(true);
    return response
        .header("X-From", id)
        .sendWebsocket(
            this::serve,
            request.requestHeaders().contains("Sec-WebSocket-Protocol")
                ? spec.protocols("queues.v2,queues.v1").build()
                : spec.build());
  }

  private Publisher<Void> serve(WebsocketInbound in, WebsocketOutbound out) {
    in.receiveCloseStatus()
        .map(status -> Integer.toString(status.code()))
        .defaultIfEmpty("lost")
        .subscribe(closes::add);
    return in.receiveFrames().map(WebSocketFrame::retain).concatMap(frame -> answer(frame, out));
  }

  private Mono<Void> answer(WebSocketFrame frame, WebsocketOutbound out) {
    if (frame instanceof PongWebSocketFrame pong) {
      String text = "pong " + pong.content().toString(StandardCharsets.UTF_8);
      pong.release();
      return out.sendObject(new TextWebSocketFrame(text)).then();
    }
    if (frame instanceof PingWebSocketFrame ping) {
      return out.sendObject(new PongWebSocketFrame(ping.content())).then();
    }
    if (!(frame instanceof TextWebSocketFrame text)) {
      return out.sendObject(frame).then();
    }
    String said = text.text();
    boolean last = text.isFinalFragment();
    text.release();
    String[] words = said.split(" ", 3);
    return switch (words[0]) {
      case "who" -> out.sendObject(new TextWebSocketFrame(id)).then();
      case "ping" ->
          out.sendObject(
                  new PingWebSocketFrame(Unpooled.copiedBuffer(words[1], StandardCharsets.UTF_8)))
              .then();
      case "close" -> out.sendClose(Integer.parseInt(words[1]), words[2]);
      case "large" -> out.sendObject(large(Integer.parseInt(words[1]))).then();
      case "flood" -> flood(out, Integer.parseInt(words[1]));
      default -> out.sendObject(new TextWebSocketFrame(last, 0, said)).then();
    };
  }

  private Mono<Void> flood(WebsocketOutbound out, int frames) {
    return Flux.range(0, frames)
        .concatMap(
            n ->
                out.sendObject(large(FLOOD_FRAME))
                    .then(Mono.fromRunnable(flooded::incrementAndGet)),
            1)
        .then();
  }

  private static WebSocketFrame large(int size) {
    return new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[size]));
  }

  @Override
  public void close() {
    server.disposeNow(PATIENCE);
    loops.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
  }
}
