package lab.monitor.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MonitorMainTest {
  @Test
  void runs_until_it_is_told_to_stop() throws Exception {
    var settings = Settings.of(Map.of("MONITOR_PORT", "0", "MONITOR_REDIS", "redis-1"));
    var port = new AtomicInteger();
    var ended = new CompletableFuture<Throwable>();
    var program =
        Thread.startVirtualThread(() -> {
          try {
            MonitorMain.run(settings, new KnownNames(), Clock.systemUTC(), port::set);
          } catch (Exception e) {
            ended.complete(e);
          }
        });
    await().atMost(Duration.ofSeconds(30)).until(() -> port.get() > 0);
    try (var client = HttpClient.newHttpClient()) {
      URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              client
                  .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                  .body()
                  .contains("lab_node_up{kind=\"redis\",node=\"redis-1\"} 0.0"));
    }
    program.interrupt();
    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
  }
}
