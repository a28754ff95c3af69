package lab.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import lab.gateway.live.Kind;
import lab.gateway.live.LiveConnections;
import lab.gateway.upstream.Instance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that disconnect while they wait: nothing of them is left, here or at the instance. */
class DeparturesIT {
  private static final int CLIENTS = 40;
  private static final Duration BOUND = Duration.ofSeconds(30); // far below all time-outs
  private static QuietUpstream one;
  private static QuietUpstream two;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    one = new QuietUpstream();
    two = new QuietUpstream();
    List<String> properties = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      String route = "lab.gateway.routes." + kind.name().toLowerCase(Locale.ROOT);
      properties.add(route + ".paths=" + path(kind));
      properties.add(route + ".service=url-shortener");
      properties.add(route + ".timeout=120s");
      properties.add(route + ".try-timeout=100s");
      properties.add(route + ".live=" + kind);
    }
    properties.add("lab.gateway.routes.restless.paths=/restless");
    properties.add("lab.gateway.routes.restless.service=url-shortener");
    properties.add("lab.gateway.routes.restless.timeout=120s");
    properties.add("lab.gateway.routes.restless.try-timeout=300ms");
    properties.add("lab.gateway.routes.restless.live=poll");
    properties.add("lab.gateway.health-check.enabled=false"); // a busy machine could delay a check
    gateway =
        Gateway.start(
            Map.of("one", one.uri(), "two", two.uri()), properties.toArray(String[]::new));
    gateway.awaitAllUp();
  }

  @AfterAll
  static void stop() throws IOException {
    gateway.close();
    one.close();
    two.close();
  }

  private static String path(Kind kind) {
    return switch (kind) {
      case WEBSOCKET -> "/wait/socket";
      case SSE -> "/wait/stream";
      case POLL -> "/wait/poll";
    };
  }

  /**
   * How a client disconnects: the whole connection, properly or by a reset, or only its sending
   * side.
   */
  private enum Way {
    CLOSE,
    RESET,
    HALF
  }

  @ParameterizedTest
  @CsvSource({
    "POLL, CLOSE", "POLL, RESET", "POLL, HALF",
    "SSE, CLOSE", "SSE, RESET", "SSE, HALF",
    "WEBSOCKET, CLOSE", "WEBSOCKET, RESET", "WEBSOCKET, HALF"
  })
  void a_client_that_disconnects_while_waiting_ends_its_request_upstream(Kind kind, Way way)
      throws Exception {
    List<Socket> clients = clients(path(kind));
    await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == CLIENTS);
    assertThat(live()).isEqualTo(CLIENTS);
    go(clients, way);
    assertNothingIsLeft();
    for (Socket client : clients) {
      client.close();
    }
  }

  /** At any moment: before, while or after an instance is abandoned for another. */
  @Test
  void a_client_that_disconnects_during_a_retry_leaves_nothing() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5 * CLIENTS; i++) {
      Duration stay = Duration.ofMillis(random.nextInt(800));
      threads.add(Thread.ofVirtual().start(() -> ask(stay)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertNothingIsLeft();
  }

  private static void ask(Duration stay) {
    try (Socket _ = client("/restless")) {
      TwoInstances.pause(stay);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertNothingIsLeft() {
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(Stream.of("leases " + leases(), "counted " + live(), "waiting " + waiting()))
                .containsExactly("leases 0", "counted 0", "waiting 0"));
    assertThat(gateway.instances()).as("none is to blame").allMatch(Instance::isEligible);
  }

  private static int leases() {
    LiveConnections all = gateway.context().getBean(LiveConnections.class);
    return Stream.of(Kind.values()).mapToInt(all::count).sum();
  }

  private static int live() {
    return gateway.instances().stream().mapToInt(Instance::live).sum();
  }

  private static int waiting() {
    return one.waiting() + two.waiting();
  }

  private static List<Socket> clients(String path) throws IOException {
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(client(path));
    }
    return clients;
  }

  private static Socket client(String path) throws IOException {
    Socket client = new Socket("127.0.0.1", gateway.port());
    String request =
        path.endsWith("socket")
            ? RawSocket.request(path)
            : "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    client.getOutputStream().write(request.getBytes(US_ASCII));
    return client;
  }

  private static void go(List<Socket> clients, Way way) throws IOException {
    for (Socket client : clients) {
      switch (way) {
        case CLOSE -> client.close();
        case RESET -> {
          client.setSoLinger(true, 0);
          client.close();
        }
        case HALF -> client.shutdownOutput();
      }
    }
  }
}
