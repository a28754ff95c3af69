package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DrainIT {
  @Test
  void told_to_stop_it_says_so_keeps_serving_and_finishes_open_requests() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (Upstream upstream = Upstream.start("one");
        Gateway gateway = Gateway.start(Map.of("one", upstream.uri()), "lab.drain.delay=5s")) {
      upstream.answers(exchange -> {
        if (exchange.getRequestURI().getPath().endsWith("slow")) {
          arrived.countDown();
          awaitQuietly(go);
        }
        upstream.redirect(exchange);
      });
      CompletableFuture<HttpResponse<String>> slow =
          CompletableFuture.supplyAsync(() -> get(gateway, "/api/links/slow"));
      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();

      Thread stop = Thread.ofVirtual().start(gateway::close);
      await().until(() -> gateway.get("/health").statusCode() == 503);
      assertThat(gateway.get("/health").body()).isEqualTo("{\"status\":\"unhealthy\"}");
      HttpResponse<String> during = gateway.get("/abc1234");
      assertThat(during.statusCode()).isEqualTo(302);
      assertThat(during.headers().firstValue("Connection")).contains("close");

      await().until(() -> isRefused(gateway));
      assertThat(slow).isNotDone();
      go.countDown();
      assertThat(slow.get().statusCode()).isEqualTo(302);
      stop.join();
    }
  }

  private static HttpResponse<String> get(Gateway gateway, String path) {
    try {
      return gateway.get(path);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isRefused(Gateway gateway) throws Exception {
    try {
      gateway.get("/health");
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
