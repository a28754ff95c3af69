package lab.loadtest.queuetracker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How a line's changes reach a screen. Bytes are those of messages, bodies and headers, without
 * TCP/IP; a request's headers are counted as {@value #REQUEST_HEAD} bytes plus its path.
 */
public enum Transport {
  @JsonProperty("websocket")
  WEBSOCKET {
    @Override
    CompletableFuture<AutoCloseable> follow(QueueApi api, String location, Screen screen) {
      return TextSocket.open(api.http(), api.resolve("/"), text -> message(text, screen), () -> {})
          .thenCompose(socket -> socket.sendText(TextSocket.subscription(location, null), true))
          .thenApply(socket -> () -> close(socket));
    }

    private void message(String text, Screen screen) {
      int frame = text.length() < SHORT_FRAME ? 2 : 4;
      screen.show(Fields.last(text, LENGTH), text.length() + frame);
    }

    private void close(WebSocket socket) {
      var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(_ -> socket);
    }
  },

  @JsonProperty("sse")
  SSE {
    @Override
    CompletableFuture<AutoCloseable> follow(QueueApi api, String location, Screen screen) {
      Events events = new Events(screen);
      HttpRequest request =
          HttpRequest.newBuilder(api.resolve("/api/queue/" + location + "/stream"))
              .header("Accept", "text/event-stream")
              .build();
      var response = api.http().sendAsync(request, BodyHandlers.fromLineSubscriber(events));
      return CompletableFuture.completedFuture(() -> {
        events.cancel();
        response.cancel(true);
      });
    }
  },

  @JsonProperty("long-poll")
  LONG_POLL {
    @Override
    CompletableFuture<AutoCloseable> follow(QueueApi api, String location, Screen screen) {
      return asking(
          () -> Duration.ZERO,
          api,
          screen,
          seq -> "/api/queue/" + location + "/changes" + (seq < 0 ? "" : "?after=" + seq));
    }
  },

  @JsonProperty("poll")
  POLL {
    @Override
    CompletableFuture<AutoCloseable> follow(QueueApi api, String location, Screen screen) {
      return asking(() -> EVERY, api, screen, _ -> "/api/queue/" + location);
    }
  };

  /** The interval of {@link #POLL}. */
  static final Duration EVERY = Duration.ofSeconds(1);

  static final int REQUEST_HEAD = 90;

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final long BREATH_MILLIS = 200;
  private static final int SHORT_FRAME = 126;
  private static final String LENGTH = "queue_length";

  /**
   * Lets the screen follow the line until the result is closed. For a WebSocket it completes when
   * that is connected, otherwise at once.
   */
  abstract CompletableFuture<AutoCloseable> follow(QueueApi api, String location, Screen screen);

  /**
   * The path of the next request, by the last sequence number that came; -1 if there is none yet.
   */
  private interface Next {
    String path(long seq);
  }

  private interface Pause {
    Duration before();
  }

  private static CompletableFuture<AutoCloseable> asking(
      Pause pause, QueueApi api, Screen screen, Next next) {
    Thread asker =
        Thread.ofVirtual()
            .start(() -> {
              long seq = -1;
              try {
                // So that not all send their requests at the same time.
                Thread.sleep(ThreadLocalRandom.current().nextLong(EVERY.toMillis()));
                while (true) {
                  long asked = System.nanoTime();
                  seq = Math.max(seq, ask(api, next.path(seq), screen));
                  long left = pause.before().toNanos() - (System.nanoTime() - asked);
                  TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // closed
              }
            });
    return CompletableFuture.completedFuture(asker::interrupt);
  }

  private static long ask(QueueApi api, String path, Screen screen) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(api.resolve(path)).timeout(PATIENCE).build();
    try {
      HttpResponse<String> response = api.http().send(request, BodyHandlers.ofString());
      long head =
          response.headers().map().entrySet().stream()
              .mapToLong(
                  header -> header.getKey().length() + header.getValue().getFirst().length() + 4)
              .sum();
      long length = response.statusCode() == 200 ? Fields.last(response.body(), LENGTH) : -1;
      if (response.statusCode() != 200) {
        Thread.sleep(BREATH_MILLIS);
      }
      screen.show(length, REQUEST_HEAD + path.length() + head + response.body().length());
      return Fields.last(response.body(), "seq");
    } catch (java.io.IOException e) {
      Thread.sleep(BREATH_MILLIS);
      return -1;
    }
  }

  /** Receives the lines of an event stream. */
  private static final class Events implements Flow.Subscriber<String> {
    private final Screen screen;
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    Events(Screen screen) {
      this.screen = screen;
    }

    void cancel() {
      var _ = subscription.thenAccept(Flow.Subscription::cancel);
    }

    @Override
    public void onSubscribe(Flow.Subscription lines) {
      subscription.complete(lines);
      lines.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      screen.show(line.startsWith("data:") ? Fields.last(line, LENGTH) : -1, line.length() + 1);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }
}
