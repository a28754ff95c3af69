package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lab.gateway.live.Kind;
import lab.gateway.live.LiveConnections;
import lab.gateway.upstream.Instance;
import org.junit.jupiter.api.Test;

/** What clients with a WebSocket see when an instance, or the gateway, disappears. */
class SocketFaultsIT {
  private static final int CLIENTS = 20;

  @Test
  void a_killed_instance_looks_like_a_restart_and_another_takes_over() throws Exception {
    try (UpstreamProcess one = new UpstreamProcess("one", SocketUpstream.class);
        UpstreamProcess two = new UpstreamProcess("two", SocketUpstream.class);
        Gateway gateway = SocketIT.gateway(Map.of("one", one.uri(), "two", two.uri()))) {
      List<SocketClient> clients =
          Stream.generate(() -> SocketClient.connect(gateway)).limit(CLIENTS).toList();
      List<SocketClient> ofOne = clients.stream().filter(client -> isFrom("one", client)).toList();
      assertThat(ofOne).hasSize(CLIENTS / 2);
      one.kill();
      for (SocketClient client : ofOne) {
        assertThat(client.awaitClose()).isEqualTo("1012 instance lost");
        try (SocketClient again = SocketClient.connect(gateway)) {
          assertThat(again.ask("who")).isEqualTo("two");
        }
      }
      assertThat(clients).filteredOn(SocketClient::isClosed).hasSize(CLIENTS / 2);
      assertThat(gateway.instance("one").isEligible()).as("noticed").isFalse();
      assertThat(gateway.actuator("/prometheus"))
          .as("blamed")
          .containsPattern("lab_gateway_attempts_total\\{.*outcome=\"io\".*=\"one\".*} [1-9]");
      clients.forEach(SocketClient::close);
      await().until(() -> gateway.instances().stream().mapToInt(Instance::live).sum() == 0);
    }
  }

  @Test
  void a_client_that_reads_nothing_for_too_long_is_cut_off_and_its_instance_not_blamed()
      throws Exception {
    try (SocketUpstream one = SocketUpstream.start("one");
        Gateway gateway =
            SocketIT.gateway(Map.of("one", one.uri()), "lab.gateway.live.silence=500ms");
        SocketClient client = SocketClient.slow(gateway)) {
      client.say("flood 6000");
      LiveConnections connections = gateway.context().getBean(LiveConnections.class);
      await().atMost(Duration.ofSeconds(30)).until(() -> connections.count(Kind.WEBSOCKET) == 0);
      assertThat(gateway.instance("one").live()).isZero();
      assertThat(gateway.actuator("/prometheus"))
          .containsPattern("lab_gateway_attempts_total\\{.*outcome=\"success\".*} 1.0")
          .doesNotContainPattern("lab_gateway_attempts_total\\{.*outcome=\"io\".*} [1-9]");
    }
  }

  private static boolean isFrom(String id, SocketClient client) {
    try {
      return client.ask("who").equals(id);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_silent_instance_is_considered_dead() throws Exception {
    try (UpstreamProcess one = new UpstreamProcess("one", SocketUpstream.class);
        Gateway gateway =
            SocketIT.gateway(Map.of("one", one.uri()), "lab.gateway.live.silence=2s");
        SocketClient client = SocketClient.connect(gateway)) {
      assertThat(client.ask("who")).isEqualTo("one");
      one.pause();
      assertThat(client.awaitClose()).isEqualTo("1012 instance lost");
      one.resume();
    }
  }

  @Test
  void a_gateway_that_stops_says_so_and_does_not_wait() throws Exception {
    try (SocketUpstream one = SocketUpstream.start("one");
        Gateway gateway =
            SocketIT.gateway(
                Map.of("one", one.uri()), "spring.lifecycle.timeout-per-shutdown-phase=600s");
        SocketClient client = SocketClient.connect(gateway)) {
      assertThat(client.ask("who")).isEqualTo("one");
      Thread stop = Thread.ofVirtual().start(gateway::close);
      assertThat(client.awaitClose()).isEqualTo("1012 gateway stops");
      assertThat(stop.join(Duration.ofSeconds(50))).as("stopped").isTrue();
      await().until(() -> !one.closes().isEmpty());
    }
  }

  @Test
  void refuses_with_502_when_nobody_listens() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:" + UpstreamProcess.freePort());
    try (Gateway gateway =
        Gateway.start(
            Map.of("one", nobody),
            "lab.gateway.routes.queue-socket.paths=/ws/queues",
            "lab.gateway.routes.queue-socket.service=url-shortener",
            "lab.gateway.routes.queue-socket.live=websocket",
            "lab.gateway.health-check.enabled=false")) {
      assertThat(SocketClient.refusal(gateway)).isEqualTo(502);
    }
  }

  /** For each case, the left part of the WebSocket request is replaced by the right part. */
  @Test
  void a_request_without_a_handshake_is_told_how_to_ask() throws Exception {
    String[][] flaws = {
      {"GET", "POST", "426"},
      {"GET", "HEAD", "426"},
      {"HTTP/1.1", "HTTP/1.0", "426"},
      {"Connection: Upgrade, close", "Connection: close", "426"},
      {"Upgrade: websocket", "Upgrade: h2c", "426"},
      {"Upgrade: websocket", "X-Other: websocket", "426"},
      {"Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8", "426"},
      {"Sec-WebSocket-Version: 13", "X-Other: 13", "426"},
      {"Sec-WebSocket-Key", "X-Other", "400"},
      {"dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ", "400"}
    };
    try (SocketUpstream one = SocketUpstream.start("one");
        Gateway gateway = SocketIT.gateway(Map.of("one", one.uri()))) {
      for (String[] flaw : flaws) {
        String request = RawSocket.request("/ws/queues", "Upgrade, close");
        String answer = TwoInstances.raw(gateway, request.replaceFirst(flaw[0], flaw[1]));
        assertThat(answer)
            .as(flaw[1])
            .matches("(?s)HTTP/1\\.[01] " + flaw[2] + " .*")
            .contains("application/problem+json");
        if (flaw[2].equals("426")) {
          assertThat(answer)
              .as(flaw[1])
              .containsPattern("(?i)\r\nUpgrade: websocket\r\n")
              .containsPattern("(?i)\r\nSec-WebSocket-Version: 13\r\n")
              .containsPattern("(?i)\r\nConnection: .*Upgrade");
        }
      }
      assertThat(one.requests()).isEmpty();
    }
  }
}
