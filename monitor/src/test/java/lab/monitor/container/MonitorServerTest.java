package lab.monitor.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import lab.monitor.Monitor;
import lab.monitor.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonitorServerTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final HttpClient client = HttpClient.newHttpClient();
  private Monitor monitor;
  private MonitorServer server;

  @BeforeEach
  void start() throws IOException {
    monitor =
        new Monitor(List::of, Usage.UNKNOWN, ((InstantSource) now::get).withZone(ZoneOffset.UTC));
    server = new MonitorServer(monitor, 0);
  }

  @AfterEach
  void stop() {
    server.close();
    monitor.close();
    client.close();
  }

  private HttpResponse<String> ask(String method, String path, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void accepts_faults_and_reports_them() throws Exception {
    assertThat(ask("PUT", "/faults/redis-1", "{\"fault\":\"pause\"}").statusCode()).isEqualTo(204);
    assertThat(ask("GET", "/metrics", "").body())
        .contains("lab_fault_active{fault=\"pause\",node=\"redis-1\"} 1.0");
    assertThat(ask("DELETE", "/faults/redis-1", "").statusCode()).isEqualTo(204);
    now.set(Instant.EPOCH.plusSeconds(6));
    assertThat(ask("GET", "/metrics", "").body())
        .contains("lab_fault_active{fault=\"pause\",node=\"redis-1\"} 0.0");
  }

  @Test
  void accepts_metrics_of_a_load_and_reports_them() throws Exception {
    String text = "# TYPE lab_load_sent_total counter\nlab_load_sent_total{arm=\"load\"} 17\n";
    assertThat(ask("PUT", "/metrics/load", text).statusCode()).isEqualTo(204);
    var scrape = ask("GET", "/metrics", "");
    assertThat(scrape.body()).contains(text);
    assertThat(scrape.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
  }

  @Test
  void is_healthy() throws Exception {
    assertThat(ask("GET", "/health", "").body()).isEqualTo("{\"status\":\"healthy\"}");
  }

  @Test
  void says_what_is_wrong() throws Exception {
    says(400, "Line 1: only metrics of lab_load_", "PUT", "/metrics/load", "# TYPE up gauge\n");
    says(400, "The body has more than 262144 bytes.", "PUT", "/metrics/load", "#".repeat(262145));
    says(400, "fault is kill, stop, pause", "PUT", "/faults/redis-1", "{\"fault\":\"x\"}");
    says(400, "fault is kill, stop, pause", "PUT", "/faults/redis-1", "{}");
    says(400, "The body is JSON: {\\\"fault\\\":\\\"kill\\\"}", "PUT", "/faults/redis-1", "kill");
    says(400, "Not a node's name: ../x", "DELETE", "/faults/../x", "");
    says(405, "A fault takes PUT or DELETE.", "GET", "/faults/redis-1", "");
    says(404, "There is no DELETE /metrics.", "DELETE", "/metrics", "");
    says(404, "There is no GET /.", "GET", "/", "");
  }

  private void says(int status, String detail, String method, String path, String body)
      throws Exception {
    var answer = ask(method, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("\"detail\":\"" + detail).contains("\"status\":" + status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }
}
