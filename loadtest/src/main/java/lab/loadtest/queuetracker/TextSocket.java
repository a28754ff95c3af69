package lab.loadtest.queuetracker;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A WebSocket that passes on complete messages, and reports its end once. */
final class TextSocket implements WebSocket.Listener {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Consumer<String> messages;
  private final Runnable end;
  private final StringBuilder message = new StringBuilder();
  private boolean ended;

  private TextSocket(Consumer<String> messages, Runnable end) {
    this.messages = messages;
    this.end = end;
  }

  /** Opens one at the gateway; fails if the handshake does, and then {@code end} is not called. */
  static CompletableFuture<WebSocket> open(
      HttpClient client, URI gateway, Consumer<String> messages, Runnable end) {
    URI uri = URI.create("ws://" + gateway.getAuthority() + "/ws/queues");
    return client
        .newWebSocketBuilder()
        .connectTimeout(PATIENCE)
        .buildAsync(uri, new TextSocket(messages, end));
  }

  /** The message that subscribes to a place: from after this sequence number, or from now on. */
  static String subscription(String location, @Nullable Long after) {
    String from = after == null ? "" : ",\"after\":{\"%s\":%d}".formatted(location, after);
    return "{\"type\":\"subscribe_queue\",\"locations\":[\"%s\"]%s}".formatted(location, from);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      String whole = message.toString();
      message.setLength(0);
      messages.accept(whole);
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    ended();
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    ended();
  }

  private synchronized void ended() {
    if (!ended) {
      ended = true;
      end.run();
    }
  }
}
