package lab.queuetracker.live;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** One WebSocket. The server sends updates while it answers messages, so writes are serialised. */
final class WebSocketSink implements Sink {
  private final WebSocketSession session;
  private final ReentrantLock turn = new ReentrantLock();

  WebSocketSink(WebSocketSession session) {
    this.session = session;
  }

  void write(String message) throws IOException {
    turn.lock();
    try {
      session.sendMessage(new TextMessage(message));
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void send(List<Update> updates) throws IOException {
    for (Update update : updates) {
      write(UpdateJson.of(update));
    }
  }

  @Override
  public void beat() throws IOException {
    write("{\"type\":\"heartbeat\",\"at\":\"" + Instant.now() + "\"}");
  }

  @Override
  public void sendAway(Duration retry) throws IOException {
    write("{\"type\":\"reconnect\",\"in_ms\":" + retry.toMillis() + "}");
    session.close(CloseStatus.SERVICE_RESTARTED);
  }

  @Override
  public void close() {
    try {
      session.close(CloseStatus.SESSION_NOT_RELIABLE);
    } catch (IOException e) {
      // then it is closed already
    }
  }
}
