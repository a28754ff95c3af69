package lab.queuetracker.live;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import lab.platform.resilience.StoreUnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.databind.json.JsonMapper;

/** Many lines over one WebSocket, {@code /ws/queues}. */
@Component
final class SocketHandler extends TextWebSocketHandler {
  private static final String CLIENT = SocketHandler.class.getName();

  private final JsonMapper json = new JsonMapper();
  private final Live live;

  private record Client(WebSocketSink sink, Mailbox mailbox) {}

  SocketHandler(Live live) {
    this.live = live;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws IOException {
    var sink = new WebSocketSink(session);
    try {
      var mailbox = live.connect(Transport.WEBSOCKET, sink);
      session.getAttributes().put(CLIENT, new Client(sink, mailbox));
    } catch (Live.Refused e) {
      session.close(CloseStatus.SERVICE_OVERLOAD.withReason(String.valueOf(e.getMessage())));
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message)
      throws IOException {
    var client = client(session);
    if (client == null) {
      return;
    }
    try {
      switch (SocketMessage.parse(message.getPayload())) {
        case SocketMessage.Subscribe wish -> subscribe(client, wish);
        case SocketMessage.Unsubscribe wish -> live.unsubscribe(client.mailbox(), wish.locations());
      }
    } catch (SocketMessage.Malformed e) {
      refuse(client, "Malformed message", Map.of("field", e.field(), "detail", text(e)));
    } catch (Live.TooMany e) {
      refuse(client, "Too many subscriptions", Map.of("field", "locations", "detail", text(e)));
    } catch (StoreUnavailableException e) {
      refuse(client, "Temporarily unavailable", Map.of("detail", "Subscribe again in a second."));
    }
  }

  private void subscribe(Client client, SocketMessage.Subscribe wish) throws IOException {
    for (String unknown : live.subscribe(client.mailbox(), wish.after())) {
      refuse(client, "Location not found", Map.of("location", unknown));
    }
  }

  private void refuse(Client client, String error, Map<String, String> more) throws IOException {
    var answer = new LinkedHashMap<String, String>();
    answer.put("type", "error");
    answer.put("error", error);
    answer.putAll(more);
    client.sink().write(json.writeValueAsString(answer));
  }

  private static String text(RuntimeException e) {
    return Objects.requireNonNull(e.getMessage());
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable failure) {
    leave(session);
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    leave(session);
  }

  private void leave(WebSocketSession session) {
    var client = client(session);
    if (client != null) {
      live.disconnect(client.mailbox());
    }
  }

  private static @Nullable Client client(WebSocketSession session) {
    return (Client) session.getAttributes().get(CLIENT);
  }
}
