package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import lab.gateway.live.Kind;
import lab.gateway.live.LiveConnections;
import lab.gateway.upstream.Instance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Streams of events and long polls through one gateway. */
@ExtendWith(OutputCaptureExtension.class)
class StreamIT extends Streams {
  private static final long HELD = 256 * 1024;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway = gateway();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void all_are_up() {
    gateway.awaitAllUp();
  }

  /** No test may leave any streams behind. */
  @AfterEach
  void nothing_is_left() {
    end();
    await().until(() -> live(Kind.SSE) + live(Kind.POLL) == 0);
    await().until(() -> gateway.instances().stream().mapToInt(Instance::live).sum() == 0);
  }

  private static int live(Kind kind) {
    return gateway.context().getBean(LiveConnections.class).count(kind);
  }

  @Test
  void a_client_that_knows_no_chunks_gets_the_events_as_they_are() throws Exception {
    bothStream();
    events.release();
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
      String request = "GET /api/queue/x/stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder head = new StringBuilder();
      for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
        head.append(line).append('\n');
      }
      assertThat(head.toString())
          .containsIgnoringCase("connection: close")
          .doesNotContainIgnoringCase("transfer-encoding");
      assertThat(lines.readLine()).startsWith("data: ");
    }
  }

  @Test
  void events_arrive_one_by_one_while_the_stream_is_open() throws Exception {
    bothStream();
    HttpResponse<InputStream> response = open(gateway);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    BufferedReader lines = lines(response);
    for (int i = 0; i < 50; i++) {
      events.release();
      assertThat(lines.readLine()).isEqualTo("data: " + i);
      assertThat(lines.readLine()).isEmpty();
    }
    TwoInstances.pause(Duration.ofSeconds(2)); // longer than requests and connections may be silent
    events.release();
    assertThat(lines.readLine()).isEqualTo("data: 50");
    assertThat(gateway.actuator("/prometheus"))
        .containsPattern("lab_gateway_live_connections\\{.*kind=\"sse\".*} 1.0")
        .containsPattern(
            "http_server_requests_seconds_count\\{.*status=\"200\".*uri=\"/api/queue/\\{location}/stream\"");
    assertThat(gateway.actuator("/liveheap")).matches("\\{\"bytes\":\\d{7,9}}");
  }

  @Test
  void a_client_that_disconnects_ends_its_stream() throws Exception {
    bothStream();
    HttpResponse<InputStream> response = open(gateway);
    assertThat(live(Kind.SSE)).isEqualTo(1);
    response.body().close();
    await().until(() -> live(Kind.SSE) == 0);
    assertThat(gateway.instances()).allMatch(Instance::isEligible);
  }

  @Test
  void a_client_that_does_not_read_stops_its_instance() throws Exception {
    AtomicLong sent = bothFlood();
    try (Socket _ = openAndReadNothing(gateway)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .during(Duration.ofSeconds(1))
          .until(new Unchanged(sent::get));
      assertThat(sent).hasPositiveValue().hasValueLessThan(FLOOD / 2);
      if (Tcp.isTold()) {
        long queued = Tcp.queued(gateway.port(), one.uri().getPort(), two.uri().getPort());
        assertThat(sent.get() - queued).as("held by the gateway").isLessThan(HELD);
      }
    }
  }

  @Test
  void clients_that_disconnect_during_events_leave_nothing(CapturedOutput output) throws Exception {
    Level usual = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(Level.PARANOID);
    try {
      for (int i = 0; i < 50; i++) {
        AtomicLong sent = bothFlood();
        try (Socket client = openAndReadNothing(gateway)) {
          client.getInputStream().readNBytes(EVENT * i);
          await().until(() -> sent.get() > EVENT);
        }
      }
      await().until(() -> live(Kind.SSE) == 0);
      for (int i = 0; i < 10; i++) { // Netty reports leaks when it allocates new buffers
        System.gc();
        assertThat(gateway.get("/nowhere/at/all").statusCode()).isEqualTo(404);
      }
      assertThat(output).doesNotContain("LEAK");
    } finally {
      ResourceLeakDetector.setLevel(usual);
    }
  }

  @Test
  void streams_take_no_connection_from_requests_and_are_bounded() throws Exception {
    bothStream();
    List<HttpResponse<InputStream>> streams = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      streams.add(open(gateway));
    }
    assertThat(gateway.instance("one").live()).isEqualTo(MOST / 2);
    HttpResponse<String> oneMore = gateway.get("/api/queue/cafe/stream");
    assertThat(oneMore.statusCode()).isEqualTo(503);
    assertThat(oneMore.headers().firstValue("Retry-After")).contains("1");
    TwoInstances.assertProblem(oneMore, "too-many-live");
    for (int i = 0; i < 100; i++) {
      assertThat(gateway.get("/abc1234").statusCode()).isEqualTo(302);
    }
    for (HttpResponse<InputStream> stream : streams) {
      stream.body().close();
    }
  }

  @Test
  void a_long_poll_is_waited_for_and_asked_once() throws Exception {
    bothAnswer(exchange -> {
      TwoInstances.pause(Duration.ofMillis(1_500)); // longer than other routes' try time-out
      Upstream.send(exchange, 200, "news");
    });
    assertThat(gateway.get("/api/queue/cafe/changes?after=7").body()).isEqualTo("news");
    assertThat(one.received().size() + two.received().size()).isEqualTo(1);
  }

  @Test
  void a_long_poll_goes_on_elsewhere_when_its_instance_breaks_off() throws Exception {
    one.answers(HttpExchange::close);
    two.answers(exchange -> Upstream.send(exchange, 200, "news"));
    for (int i = 0; i < 6; i++) {
      assertThat(gateway.get("/api/queue/cafe/changes").body()).isEqualTo("news");
    }
  }
}
