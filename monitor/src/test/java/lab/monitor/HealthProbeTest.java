package lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthProbeTest {
  private final AtomicInteger status = new AtomicInteger(200);
  private HttpServer service;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    service.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void only_a_healthy_service_is_up() throws Exception {
    URI health = URI.create("http://127.0.0.1:%d/health".formatted(service.getAddress().getPort()));
    var node = new MonitoredNode("gateway-1", "gateway", new Question.HealthQuestion(health));
    try (var probe = Probe.of(node, new KafkaCluster())) {
      assertThat(probe.call().samples()).isEmpty();
      status.set(503);
      assertThatThrownBy(probe::call).isInstanceOf(IOException.class).hasMessageEndingWith("503");
      status.set(200);
      assertThat(probe.call().life()).isEmpty();
      service.stop(0);
      assertThatThrownBy(probe::call).isInstanceOf(IOException.class);
    }
  }
}
