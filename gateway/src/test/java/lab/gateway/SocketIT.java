package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lab.gateway.live.Kind;
import lab.gateway.live.LiveConnections;
import lab.gateway.upstream.Instance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSockets through the gateway, in front of two instances in this JVM. */
class SocketIT {
  private static final int MANY = 5_000;
  private static final long HELD = 256 * 1024;
  private static SocketUpstream one;
  private static SocketUpstream two;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws Exception {
    one = SocketUpstream.start("one");
    two = SocketUpstream.start("two");
    // On a busy machine a check may be late, and then all sockets go to the other for a moment.
    gateway =
        gateway(
            Map.of("one", one.uri(), "two", two.uri()), "lab.gateway.health-check.enabled=false");
  }

  static Gateway gateway(Map<String, URI> instances, String... more) throws Exception {
    Stream<String> properties =
        Stream.of(
            "lab.gateway.routes.queue-socket.paths=/ws/queues",
            "lab.gateway.routes.queue-socket.service=url-shortener",
            "lab.gateway.routes.queue-socket.live=websocket",
            "lab.gateway.routes.none.paths=/none",
            "lab.gateway.routes.none.service=none",
            "lab.gateway.routes.none.live=websocket",
            "lab.gateway.slow-start=0s",
            "lab.gateway.live.max-connections=50",
            "lab.gateway.ejection.base-duration=50ms",
            "server.netty.idle-timeout=500ms");
    Gateway started =
        Gateway.start(instances, Stream.concat(properties, Stream.of(more)).toArray(String[]::new));
    started.awaitAllUp();
    return started;
  }

  @AfterAll
  static void stop() {
    gateway.close();
    one.close();
    two.close();
  }

  @BeforeEach
  void reset() {
    one.answers(101);
    two.answers(101);
    gateway.awaitAllUp();
  }

  /** No test may leave any sockets behind. */
  @AfterEach
  void nothing_is_left() {
    await().until(() -> live() == 0);
    await().until(() -> gateway.instances().stream().mapToInt(Instance::live).sum() == 0);
  }

  private static int live() {
    return gateway.context().getBean(LiveConnections.class).count(Kind.WEBSOCKET);
  }

  @Test
  void passes_messages_both_ways_in_order() throws Exception {
    try (SocketClient client = SocketClient.connect(gateway)) {
      Thread talk =
          Thread.ofVirtual()
              .start(() -> IntStream.range(0, MANY).forEach(i -> client.say("m" + i)));
      for (int i = 0; i < MANY; i++) {
        assertThat(client.hear()).isEqualTo("m" + i);
      }
      talk.join();
    }
  }

  @Test
  void passes_large_fragmented_and_binary_messages() throws Exception {
    try (SocketClient client = SocketClient.connect(gateway)) {
      client.socket().sendText("first ", false).join();
      client.socket().sendText("second", true).join();
      client.socket().sendBinary(ByteBuffer.wrap(new byte[65_536]), true).join();
      await().until(() -> client.large() == 1);
    }
  }

  @Test
  void passes_pings_and_pongs_both_ways() throws Exception {
    try (SocketClient client = SocketClient.connect(gateway)) {
      assertThat(client.ask("ping hello")).isEqualTo("ping hello");
      assertThat(client.hear()).as("the client's own pong").isEqualTo("pong hello");
      client.socket().sendPing(ByteBuffer.wrap("hi".getBytes(StandardCharsets.UTF_8))).join();
      assertThat(client.hear()).isEqualTo("pong hi");
    }
  }

  @Test
  void negotiates_the_sub_protocol_of_the_instance() throws Exception {
    try (SocketClient plain = SocketClient.connect(gateway);
        SocketClient client = SocketClient.connect(gateway, "queues.v0", "queues.v1")) {
      assertThat(client.socket().getSubprotocol()).isEqualTo("queues.v1");
      assertThat(plain.socket().getSubprotocol()).isEmpty();
    }
    assertThat(SocketClient.refusal(gateway, "nonsense")).isEqualTo(400);
    assertThat(gateway.instances()).as("no instance is to blame").allMatch(Instance::isEligible);
  }

  @Test
  void passes_the_fields_of_the_request_on() throws Exception {
    int before = one.requests().size() + two.requests().size();
    try (SocketClient _ = SocketClient.connect(gateway)) {
      assertThat(one.requests().size() + two.requests().size()).isEqualTo(before + 1);
      var request = Stream.of(one, two).flatMap(u -> u.requests().stream()).toList().getLast();
      assertThat(request.requestHeaders().get("X-Forwarded-For")).isEqualTo("127.0.0.1");
      assertThat(request.requestHeaders().get("X-Correlation-Id")).isNotBlank();
      assertThat(request.requestHeaders().getAll("Sec-WebSocket-Key")).hasSize(1);
    }
  }

  @Test
  void passes_the_status_of_the_close_both_ways() throws Exception {
    for (String close : new String[] {"1000 bye", "1012 service restart", "4711 own"}) {
      try (SocketClient client = SocketClient.connect(gateway)) {
        client.say("close " + close);
        assertThat(client.awaitClose()).isEqualTo(close);
      }
    }
    int before = closes().length;
    try (SocketClient client = SocketClient.connect(gateway)) {
      client.socket().sendClose(4712, "enough").join();
      await().until(() -> closes().length > before);
    }
    try (SocketClient client = SocketClient.connect(gateway)) {
      client.socket().abort();
      await().until(() -> closes().length > before + 1);
    }
    assertThat(closes()).contains("4712", "1001");
  }

  private static String[] closes() {
    return Stream.of(one, two).flatMap(u -> u.closes().stream()).toArray(String[]::new);
  }

  @Test
  void delivers_everything_before_it_closes() throws Exception {
    try (SocketClient client = SocketClient.connect(gateway)) {
      IntStream.range(0, 100).forEach(i -> client.say("m" + i));
      client.say("close 1000 done");
      assertThat(client.awaitClose()).isEqualTo("1000 done");
      for (int i = 0; i < 100; i++) {
        assertThat(client.hear()).isEqualTo("m" + i);
      }
    }
  }

  @Test
  void tells_the_sender_of_a_frame_too_large() throws Exception {
    // Only the frame's head: a client that is still sending may see a reset before it reads the
    // close.
    byte[] head = {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0};
    byte[] answer = RawSocket.say(gateway, head);
    assertThat(answer).startsWith(0x88);
    assertThat(ByteBuffer.wrap(answer).getShort(2)).isEqualTo((short) 1009);
    try (SocketClient client = SocketClient.connect(gateway)) {
      client.say("large 70000");
      assertThat(client.awaitClose()).startsWith("1009");
    }
  }

  @Test
  void reads_no_more_than_the_client_does() throws Exception {
    int frames = 6_000; // 196 MB, more than all sockets' buffers together
    try (SocketClient client = SocketClient.slow(gateway)) {
      client.say("flood " + frames);
      await()
          .atMost(Duration.ofSeconds(30))
          .during(Duration.ofSeconds(1))
          .until(new Unchanged(() -> one.flooded() + two.flooded()));
      assertThat(one.flooded() + two.flooded()).isPositive().isLessThan(frames / 2);
      if (Tcp.isTold()) {
        long sent = (one.flooded() + two.flooded()) * (long) SocketUpstream.FLOOD_FRAME;
        long queued = Tcp.queued(gateway.port(), one.uri().getPort(), two.uri().getPort());
        assertThat(sent - queued).as("held by the gateway").isLessThan(HELD);
      }
      client.readAll();
      await().atMost(Duration.ofSeconds(60)).until(() -> client.large() == frames);
    }
  }

  @Test
  void tries_instances_until_one_accepts() throws Exception {
    one.answers(503);
    for (int i = 0; i < 10; i++) {
      try (SocketClient client = SocketClient.connect(gateway)) {
        assertThat(client.ask("who")).isEqualTo("two");
      }
    }
  }

  @Test
  void passes_the_instances_refusal_on() throws Exception {
    one.answers(403);
    two.answers(403);
    assertThat(SocketClient.refusal(gateway)).isEqualTo(403);
    String wish = RawSocket.request("/ws/queues").replace("n: Upgrade", "n: Upgrade, close");
    assertThat(TwoInstances.raw(gateway, wish))
        .startsWith("HTTP/1.1 403")
        .contains("application/problem+json", "urn:lab:problem:socket-refused");
  }

  @Test
  void answers_503_before_the_upgrade_when_there_is_no_instance() throws Exception {
    assertThat(TwoInstances.raw(gateway, RawSocket.request("/none")))
        .startsWith("HTTP/1.1 503")
        .contains("urn:lab:problem:no-instance");
  }

  @Test
  void spreads_sockets_and_counts_them_apart_from_requests() throws Exception {
    SocketClient[] clients = new SocketClient[20];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = SocketClient.connect(gateway);
    }
    assertThat(gateway.instance("one").live()).isEqualTo(10);
    assertThat(gateway.instance("two").live()).isEqualTo(10);
    assertThat(gateway.instance("one").inFlight()).isZero();
    assertThat(gateway.actuator("/prometheus"))
        .contains("lab_gateway_live_connections{")
        .containsPattern("lab_gateway_live_connections\\{.*kind=\"websocket\".*} 20.0")
        .containsPattern(
            "http_server_requests_seconds_count\\{.*status=\"101\".*uri=\"/ws/queues\"");
    for (SocketClient client : clients) {
      client.close();
    }
  }

  @Test
  void refuses_more_sockets_than_allowed() throws Exception {
    SocketClient[] clients = new SocketClient[50];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = SocketClient.connect(gateway);
    }
    assertThat(SocketClient.refusal(gateway)).isEqualTo(503);
    clients[0].close();
    await().until(() -> live() < clients.length);
    try (SocketClient again = SocketClient.connect(gateway)) {
      assertThat(again.ask("who")).isIn("one", "two");
    }
    for (SocketClient client : clients) {
      client.close();
    }
  }

  @Test
  void outlives_the_idle_time_of_connections() throws Exception {
    try (SocketClient client = SocketClient.connect(gateway)) {
      TwoInstances.pause(Duration.ofMillis(1_500)); // three times the idle time
      assertThat(client.ask("who")).isIn("one", "two");
    }
  }
}
