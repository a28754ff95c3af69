package lab.gateway.routing;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/** One end of an open WebSocket, the client's or the instance's. */
record Socket(WebsocketInbound in, WebsocketOutbound out, Connection connection) {
  /** The exchange attribute that holds the instance's end. */
  static final String ATTRIBUTE = Socket.class.getName();

  static Socket of(WebsocketInbound in, WebsocketOutbound out) {
    Connection[] connection = new Connection[1];
    in.withConnection(c -> connection[0] = c);
    return new Socket(in, out, connection[0]);
  }

  /**
   * Incoming frames, including pings and pongs; ends with the closing handshake or the connection.
   */
  Flux<WebSocketFrame> frames() {
    return in.receiveFrames();
  }

  /** Why the other side closed; empty if its connection ended without a close. */
  Mono<WebSocketCloseStatus> closed() {
    return in.receiveCloseStatus().filter(s -> !s.equals(WebSocketCloseStatus.ABNORMAL_CLOSURE));
  }

  /** Completes when its connection is gone. */
  Mono<Void> gone() {
    return connection.onDispose();
  }

  /** Completes when the frame has left this process. */
  Mono<Void> send(WebSocketFrame frame) {
    return out.sendObject(frame).then();
  }

  /** Closes it, unless it is closing already. */
  Mono<Void> close(WebSocketCloseStatus status) {
    return status.equals(WebSocketCloseStatus.EMPTY)
        ? out.sendClose()
        : out.sendClose(status.code(), status.reasonText());
  }
}
