package lab.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import lab.urlshortener.testing.Service;
import lab.urlshortener.testing.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A traced request leaves a span wherever it went; one that is not traced leaves none. */
class TracingIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";

  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final HttpServer receiver;

  TracingIT() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    receiver.createContext(
        "/v1/traces",
        exchange -> {
          byte[] spans = exchange.getRequestBody().readAllBytes();
          received.add(new String(spans, StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private Service start() {
    String topic = "traced-" + UUID.randomUUID();
    return Service.start(
        Stores.settings(),
        Map.of(
            "lab.clicks.topic",
            topic,
            "lab.stats.group",
            topic,
            "lab.cache.local-ttl",
            "1ms",
            "lab.tracing.enabled",
            "true",
            "lab.tracing.ratio",
            "0",
            "lab.tracing.endpoint",
            "http://127.0.0.1:%d/v1/traces".formatted(receiver.getAddress().getPort())));
  }

  private void awaitSpans(String... names) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(String.join("", received)).contains(names));
  }

  @Test
  void a_traced_request_is_seen_in_redis_postgres_kafka_and_where_its_click_is_counted() {
    try (var service = start()) {
      service.create("{\"url\":\"https://example.com/\"}", "traceparent", TRACE + "00");
      service.get("/0000000", "traceparent", TRACE + "00");
      assertThat(received).isEmpty();

      var created =
          service.create("{\"url\":\"https://example.com/\"}", "traceparent", TRACE + "01");
      awaitSpans("POST /api/links", "PostgreSQL write", "Redis SET");
      service.get("/0000001", "traceparent", TRACE + "01");
      awaitSpans("Redis GET", "PostgreSQL read", "Redis SET NX", "lab.cache.tier", "database");
      service.get("/" + Service.code(created), "traceparent", TRACE + "01");
      awaitSpans("GET /{code}", "Kafka send", "count click", "url-shortener-" + service.port());
      assertThat(String.join("", received)).doesNotContain("/0000000");
    }
  }
}
