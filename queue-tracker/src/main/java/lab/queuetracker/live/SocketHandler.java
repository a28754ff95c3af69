package lab.queuetracker.live;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import lab.platform.resilience.StoreUnavailableException;
import lab.platform.web.Text;
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

  /** In characters, for a client's message. */
  private static final int MAX_MESSAGE = 8 << 10;

  private final JsonMapper json = new JsonMapper();
  private final Live live;

  /**
   * @param said the incoming message, as far as it has arrived
   */
  private record Client(WebSocketSink sink, Mailbox mailbox, StringBuilder said) {
    String takeWhole() {
      String whole = said.toString();
      said.setLength(0);
      said.trimToSize();
      return whole;
    }
  }

  SocketHandler(Live live) {
    this.live = live;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws IOException {
    var sink = new WebSocketSink(session);
    try {
      var mailbox = live.connect(Transport.WEBSOCKET, sink);
      session.getAttributes().put(CLIENT, new Client(sink, mailbox, new StringBuilder(0)));
    } catch (Live.Refused e) {
      sendAway(session, e);
    }
  }

  private static void sendAway(WebSocketSession session, Live.Refused refusal) throws IOException {
    session.close(CloseStatus.SERVICE_OVERLOAD.withReason(text(refusal)));
  }

  /** So that the server's buffer for each connection is small. */
  @Override
  public boolean supportsPartialMessages() {
    return true;
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message)
      throws IOException {
    var client = client(session);
    if (client == null || !session.isOpen()) { // the server keeps reading until the client closes
      return;
    }
    client.said().append(message.getPayload());
    if (Text.length(client.said()) > MAX_MESSAGE) {
      client.takeWhole();
      session.close(
          CloseStatus.TOO_BIG_TO_PROCESS.withReason("At most " + MAX_MESSAGE + " characters"));
    } else if (message.isLast()) {
      try {
        answer(client, client.takeWhole());
      } catch (Live.Refused e) {
        sendAway(session, e);
      }
    }
  }

  private void answer(Client client, String message) throws IOException {
    try {
      switch (SocketMessage.parse(message)) {
        case SocketMessage.Subscribe wanted -> subscribe(client, wanted);
        case SocketMessage.Unsubscribe wanted ->
            live.unsubscribe(client.mailbox(), wanted.locations());
      }
    } catch (SocketMessage.Malformed e) {
      refuse(client, "Malformed message", Map.of("field", e.field(), "detail", text(e)));
    } catch (Live.TooMany e) {
      refuse(client, "Too many subscriptions", Map.of("field", "locations", "detail", text(e)));
    } catch (StoreUnavailableException e) {
      refuse(client, "Temporarily unavailable", Map.of("detail", "Subscribe again in a second."));
    }
  }

  private void subscribe(Client client, SocketMessage.Subscribe wanted) throws IOException {
    for (String unknown : live.subscribe(client.mailbox(), wanted.after())) {
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
