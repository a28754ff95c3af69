package lab.platform.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lab.platform.testing.Http;
import lab.platform.testing.SomeService;
import org.junit.jupiter.api.Test;

class DrainIT {
  @Test
  void says_unhealthy_tells_the_listeners_and_keeps_serving_for_a_while() throws Exception {
    var service = SomeService.start(SomeService.stores(), Map.of("lab.drain.delay", "3s"));
    int port = service.port();
    assertThat(Http.get(port, "/health").body()).isEqualTo("{\"status\":\"healthy\"}");
    assertThat(service.drains()).isEmpty();
    var whenTold = new CompletableFuture<String>();
    service.onDrain(() -> whenTold.complete(Http.get(port, "/health").body()));
    var drains = service.drains();

    var stopping = CompletableFuture.runAsync(service::close);

    assertThat(whenTold.get()).isEqualTo("{\"status\":\"unhealthy\"}");
    await().until(() -> Http.get(port, "/health").statusCode() == 503);
    assertThat(Http.get(port, "/things/a").statusCode()).isEqualTo(200);
    stopping.get();
    assertThat(drains).isEqualTo(List.of(Duration.ofSeconds(3)));
  }
}
