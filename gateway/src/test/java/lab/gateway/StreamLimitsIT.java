package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import lab.gateway.live.Kind;
import lab.gateway.live.LiveConnections;
import org.junit.jupiter.api.Test;

/** Event streams and long polls through gateways that are strict, or stopping. */
class StreamLimitsIT extends Streams {
  @Test
  void one_client_cannot_take_all_connections() throws Exception {
    bothStream();
    try (Gateway strict = gateway("lab.gateway.live.max-per-client=1")) {
      HttpResponse<InputStream> first = open(strict);
      HttpResponse<String> second = strict.get("/api/queue/cafe/stream");
      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.headers().firstValue("Retry-After")).contains("1");
      TwoInstances.assertProblem(second, "too-many-of-client");
      first.body().close();
      await().until(() -> open(strict).statusCode() == 200);
    }
  }

  @Test
  void a_client_that_reads_nothing_for_too_long_is_cut_off_and_its_instance_not_blamed()
      throws Exception {
    bothFlood();
    try (Gateway strict = gateway("lab.gateway.live.silence=500ms");
        Socket _ = openAndReadNothing(strict)) {
      LiveConnections connections = strict.context().getBean(LiveConnections.class);
      await().until(() -> connections.count(Kind.SSE) == 1);
      await().atMost(Duration.ofSeconds(30)).until(() -> connections.count(Kind.SSE) == 0);
      assertThat(strict.actuator("/prometheus"))
          .containsPattern("lab_gateway_attempts_total\\{.*outcome=\"success\".*} 1.0")
          .doesNotContainPattern("lab_gateway_attempts_total\\{.*outcome=\"io\".*} [1-9]");
    }
  }

  @Test
  void a_gateway_that_stops_completes_its_streams_and_turns_polls_away() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (Gateway stopping = gateway("spring.lifecycle.timeout-per-shutdown-phase=600s")) {
      bothStream();
      BufferedReader lines = lines(open(stopping));
      bothAnswer(exchange -> TwoInstances.hang(exchange, never));
      CompletableFuture<HttpResponse<String>> poll =
          stopping.sendAsync(stopping.request("/api/queue/cafe/changes"));
      LiveConnections connections = stopping.context().getBean(LiveConnections.class);
      await().until(() -> connections.count(Kind.POLL) == 1);
      Thread stop = Thread.ofVirtual().start(stopping::close);
      assertThat(lines.readLine()).as("the end, in good form").isNull();
      assertThat(poll.get().statusCode()).isEqualTo(503);
      TwoInstances.assertProblem(poll.get(), "stopping");
      assertThat(stop.join(Duration.ofSeconds(50))).as("stopped").isTrue();
    } finally {
      never.countDown();
    }
  }
}
