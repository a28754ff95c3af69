package lab.queuetracker.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import lab.queuetracker.testing.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that is gone holds no slot: long before a poll's time is over or a heartbeat is due. */
@Timeout(120)
class DeparturesIT {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String POLL = "/api/queue/starbucks_1/changes?after=";
  private static final String STREAM = "/api/queue/starbucks_1/stream";
  private static Service service;

  @BeforeAll
  static void start() {
    service =
        Service.start(
            Service.inMemory(),
            Map.of(
                "lab.live.heartbeat", "10m",
                "lab.live.poll-wait", "10m",
                "lab.live.max-connections", "20"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static double connected(Transport transport) {
    var gauge =
        Pattern.compile(
                "(?m)^lab_live_connections\\{[^}]*transport=\"%s\"[^}]*} (\\S+)$"
                    .formatted(transport.name().toLowerCase(Locale.ROOT)))
            .matcher(service.metrics());
    assertThat(gauge.find()).isTrue();
    return Double.parseDouble(gauge.group(1));
  }

  private static void awaitConnected(Transport transport, int count) {
    await().atMost(BOUND).until(() -> connected(transport) == count);
  }

  /** The version that a poll must have for its response to be held back. */
  private static String latest() {
    var seq = Pattern.compile("\"seq\":(\\d+)").matcher(service.get(POLL + "0").body());
    assertThat(seq.find()).isTrue();
    awaitConnected(Transport.POLL, 0);
    return seq.group(1);
  }

  private static Socket ask(String path, String... fields) throws IOException {
    var socket = new Socket("127.0.0.1", service.port());
    socket.setSoTimeout((int) BOUND.toMillis());
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n";
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    return socket;
  }

  private static Socket connect(Transport transport, String latest) throws IOException {
    return switch (transport) {
      case POLL -> ask(POLL + latest);
      case SSE -> ask(STREAM);
      case WEBSOCKET ->
          ask(
              "/ws/queues",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    };
  }

  @ParameterizedTest
  @CsvSource({
    "POLL, false",
    "POLL, true",
    "SSE, false",
    "SSE, true",
    "WEBSOCKET, false",
    "WEBSOCKET, true"
  })
  void a_client_that_disconnects_frees_its_slot(Transport transport, boolean reset)
      throws IOException {
    List<Socket> clients = new ArrayList<>();
    int most = 20 / transport.weight();
    String latest = latest();
    for (int i = 0; i < most; i++) {
      clients.add(connect(transport, latest));
    }
    awaitConnected(transport, most);
    assertThat(service.get(STREAM).statusCode()).as("full").isEqualTo(503);
    for (Socket client : clients) {
      client.setSoLinger(reset, 0);
      client.close();
    }
    awaitConnected(transport, 0);
  }

  @Test
  void a_client_that_only_finished_sending_gets_its_response() throws IOException {
    try (var poll = connect(Transport.POLL, latest())) {
      awaitConnected(Transport.POLL, 1);
      poll.shutdownOutput();
      assertThat(all(poll)).startsWith("HTTP/1.1 200").endsWith("\"updates\":[]}");
    }
    try (var stream = connect(Transport.SSE, latest())) {
      awaitConnected(Transport.SSE, 1);
      stream.shutdownOutput();
      var in = reader(stream);
      awaitLine(in, ":heartbeat"); // with the head
      awaitLine(in, ":heartbeat"); // to check whether the client is there
      service.post("/api/queue/starbucks_1/update", "{\"length\":77}");
      assertThat(awaitLine(in, "data:")).contains("\"queue_length\":77");
    }
    awaitConnected(Transport.SSE, 0);
  }

  @Test
  void a_client_that_sends_another_request_meanwhile_gets_both_responses() throws IOException {
    try (var poll = connect(Transport.POLL, latest())) {
      awaitConnected(Transport.POLL, 1);
      poll.getOutputStream()
          .write("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
      assertThat(all(poll))
          .startsWith("HTTP/1.1 200")
          .contains("\"updates\":[]}HTTP/1.1 200")
          .endsWith("{\"status\":\"healthy\"}");
    }
    awaitConnected(Transport.POLL, 0);
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), US_ASCII);
  }

  private static String awaitLine(BufferedReader in, String start) throws IOException {
    String line = in.readLine();
    while (line != null && !line.startsWith(start)) {
      line = in.readLine();
    }
    assertThat(line).isNotNull();
    return line;
  }
}
