package lab.queuetracker.live;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client on a WebSocket, which records everything it receives. */
final class Subscriber implements WebSocket.Listener, AutoCloseable {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  volatile int closedWith;
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;

  Subscriber(int port) {
    try {
      socket =
          CLIENT
              .newWebSocketBuilder()
              .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/queues"), this)
              .get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  Subscriber say(String message) {
    socket.sendText(message.replace('\'', '"'), true).join();
    return this;
  }

  Subscriber subscribe(String location) {
    return say("{'type':'subscribe_queue','locations':['" + location + "']}");
  }

  Subscriber subscribe(String location, long after) {
    return say(
        "{'type':'subscribe_queue','locations':['%s'],'after':{'%s':%d}}"
            .formatted(location, location, after));
  }

  /** Returns the first message of that type that satisfies the condition. */
  JsonNode await(String type, Predicate<JsonNode> condition) {
    return org.awaitility.Awaitility.await()
        .atMost(BOUND)
        .until(
            () ->
                messages.stream()
                    .filter(message -> message.path("type").asString().equals(type))
                    .filter(condition)
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  JsonNode awaitLength(int length) {
    return await("queue_update", update -> update.path("queue_length").asInt() == length);
  }

  void awaitClosed(int status) {
    org.awaitility.Awaitility.await().atMost(BOUND).until(() -> closedWith == status);
  }

  List<Long> seqs() {
    return messages.stream()
        .filter(message -> message.has("seq"))
        .map(message -> message.path("seq").asLong())
        .toList();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      messages.add(JSON.readTree(part.toString()));
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closedWith = status;
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closedWith = -1;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
