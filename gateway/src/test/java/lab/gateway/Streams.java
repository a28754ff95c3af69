package lab.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Two instances with streams of events and long polls, for the tests of one class. */
abstract class Streams {
  static final int MOST = 200;
  static final int EVENT = 8 * 1024;
  static final long FLOOD = 200L << 20; // more than all sockets' buffers together
  static Upstream one;
  static Upstream two;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final Semaphore events = new Semaphore(0);

  @BeforeAll
  static void startInstances() throws IOException {
    one = Upstream.start("one");
    two = Upstream.start("two");
  }

  static Gateway gateway(String... more) throws IOException {
    List<String> properties =
        new ArrayList<>(
            List.of(
                "lab.gateway.routes.queue-stream.paths=/api/queue/{location}/stream",
                "lab.gateway.routes.queue-stream.service=url-shortener",
                "lab.gateway.routes.queue-stream.live=sse",
                "lab.gateway.routes.queue-changes.paths=/api/queue/{location}/changes",
                "lab.gateway.routes.queue-changes.service=url-shortener",
                "lab.gateway.routes.queue-changes.timeout=20s",
                "lab.gateway.routes.queue-changes.try-timeout=10s",
                "lab.gateway.routes.queue-changes.live=poll",
                "lab.gateway.slow-start=0s",
                "lab.gateway.client.max-connections=10",
                "lab.gateway.client.read-timeout=1s",
                "lab.gateway.live.max-connections=" + MOST,
                "server.netty.idle-timeout=1s"));
    properties.addAll(List.of(more));
    return Gateway.start(
        Map.of("one", one.uri(), "two", two.uri()), properties.toArray(String[]::new));
  }

  @AfterAll
  static void stopInstances() {
    one.close();
    two.close();
  }

  @BeforeEach
  void reset() {
    one.reset();
    two.reset();
  }

  @AfterEach
  void end() {
    client.shutdownNow();
    events.release(10_000);
  }

  /** Sends one event per permit, until the client disconnects. */
  private void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().flush();
    for (int i = 0; i < 1_000; i++) {
      events.acquireUninterruptibly();
      exchange.getResponseBody().write(("data: " + i + "\n\n").getBytes(UTF_8));
      exchange.getResponseBody().flush();
    }
  }

  void bothStream() {
    bothAnswer(exchange -> {
      if (exchange.getRequestURI().getPath().endsWith("/stream")) {
        stream(exchange);
      } else {
        one.redirect(exchange);
      }
    });
  }

  static void bothAnswer(Upstream.Answer answer) {
    one.answers(answer);
    two.answers(answer);
  }

  /** Sends events as fast as they are read; returns the number of bytes. */
  static AtomicLong bothFlood() {
    AtomicLong sent = new AtomicLong();
    bothAnswer(exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      while (sent.get() < FLOOD) {
        exchange.getResponseBody().write(new byte[EVENT]);
        sent.addAndGet(EVENT);
      }
    });
    return sent;
  }

  static Socket openAndReadNothing(Gateway from) throws IOException {
    Socket client = new Socket("127.0.0.1", from.port());
    client
        .getOutputStream()
        .write("GET /api/queue/cafe/stream HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
    return client;
  }

  HttpResponse<InputStream> open(Gateway from) {
    try {
      return client.send(
          from.request("/api/queue/cafe/stream").build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static BufferedReader lines(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), UTF_8));
  }
}
