package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lab.gateway.upstream.Instance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutingIT {
  private static Upstream one;
  private static Upstream two;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    one = Upstream.start("one");
    two = Upstream.start("two");
    gateway =
        Gateway.start(
            Map.of("one", one.uri(), "two", two.uri()),
            "lab.gateway.slow-start=0s",
            "lab.gateway.ejection.base-duration=50ms",
            "lab.gateway.routes.follow.timeout=1500ms",
            "lab.gateway.routes.follow.try-timeout=300ms",
            "lab.gateway.retry.budget.burst=5",
            "lab.gateway.routes.half.paths=/half",
            "lab.gateway.routes.half.service=half",
            "lab.gateway.services.half.instances[0].id=half-1",
            "lab.gateway.services.half.instances[0].uri=http://127.0.0.1:"
                + UpstreamProcess.freePort(),
            "lab.gateway.services.half.instances[1].id=half-2",
            "lab.gateway.services.half.instances[1].uri=" + two.uri(),
            "lab.gateway.client.max-connections=10",
            "lab.gateway.client.max-pending=10",
            "lab.gateway.routes.slow.paths=/slow",
            "lab.gateway.routes.slow.service=url-shortener",
            "lab.gateway.routes.slow.timeout=200ms",
            "lab.gateway.routes.ghost.paths=/ghost",
            "lab.gateway.routes.ghost.service=ghost",
            "lab.gateway.routes.gone.paths=/gone",
            "lab.gateway.routes.gone.service=gone",
            "lab.gateway.services.gone.instances[0].id=gone-1",
            "lab.gateway.services.gone.instances[0].uri=http://127.0.0.1:"
                + UpstreamProcess.freePort());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    one.close();
    two.close();
  }

  @BeforeEach
  void reset() {
    one.reset();
    two.reset();
    gateway.awaitAllUp();
  }

  private static void bothAnswer(Upstream.Answer answer) {
    one.answers(answer);
    two.answers(answer);
  }

  /** The first request to arrive anywhere is answered by the first, all others by the other. */
  private static void onceThen(Upstream.Answer first, Upstream.Answer then) {
    AtomicInteger arrivals = new AtomicInteger();
    bothAnswer(x -> (arrivals.getAndIncrement() == 0 ? first : then).to(x));
  }

  private static List<Upstream.Received> received() {
    return Stream.of(one, two).flatMap(upstream -> upstream.received().stream()).toList();
  }

  private static void breakOff(HttpExchange exchange) {
    exchange.close();
  }

  private static Upstream.Answer status(int status, String body) {
    return exchange -> Upstream.send(exchange, status, body);
  }

  @Test
  void routes_a_code_and_the_links_api_and_nothing_else() throws Exception {
    assertThat(gateway.get("/abc1234?x=%20y").headers().firstValue("Location"))
        .contains("https://example.com/abc1234?x=%20y");
    assertThat(gateway.get("/api/links/abc1234").statusCode()).isEqualTo(302);
    for (String path :
        List.of("/", "/abc123", "/abc12345", "/abc-123", "/api", "/actuator/health")) {
      HttpResponse<String> response = gateway.get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertProblem(response, "not-found");
    }
  }

  @Test
  void has_a_health_of_its_own() throws Exception {
    HttpResponse<String> response = gateway.get("/health");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"status\":\"healthy\"}");
    assertThat(received()).isEmpty();
  }

  @Test
  void spreads_requests_over_both_instances() throws Exception {
    for (int i = 0; i < 60; i++) {
      gateway.get("/abc1234");
    }
    assertThat(one.received()).hasSizeGreaterThan(10);
    assertThat(two.received()).hasSizeGreaterThan(10);
  }

  @Test
  void takes_over_a_correlation_id_and_a_trace_and_makes_them_up_when_they_are_unfit()
      throws Exception {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    HttpResponse<String> response =
        gateway.get("/abc1234", "X-Correlation-Id", "order-7", "traceparent", trace);
    assertThat(response.headers().allValues("X-Correlation-Id")).containsExactly("order-7");
    assertThat(received().getFirst().headers().get("X-Correlation-Id")).containsExactly("order-7");
    assertThat(received().getFirst().headers().get("Traceparent")).containsExactly(trace);

    one.reset();
    two.reset();
    response = gateway.get("/abc1234", "X-Correlation-Id", "<script>", "traceparent", "nonsense");
    String made = received().getFirst().headers().getFirst("Traceparent");
    assertThat(made).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    assertThat(response.headers().allValues("X-Correlation-Id"))
        .containsExactly(made.substring(3, 35));
  }

  @Test
  void believes_no_client_about_proxies_and_says_itself_who_asked() throws Exception {
    gateway.get(
        "/abc1234",
        "X-Forwarded-For",
        "6.6.6.6",
        "X-Forwarded-Proto",
        "https",
        "Forwarded",
        "for=6");
    var headers = received().getFirst().headers();
    assertThat(headers.get("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(headers.get("X-Forwarded-Proto")).containsExactly("http");
    assertThat(headers.get("X-Forwarded-Host")).containsExactly("127.0.0.1:" + gateway.port());
    assertThat(headers).doesNotContainKey("Forwarded");
  }

  @Test
  void passes_no_field_of_one_connection_on_to_another() throws Exception {
    bothAnswer(exchange -> {
      exchange.getResponseHeaders().set("Keep-Alive", "timeout=5");
      exchange.getResponseHeaders().set("X-Kept", "yes");
      Upstream.send(exchange, 200, "fine");
    });
    String response =
        raw(
            "GET /abc1234 HTTP/1.1\r\nHost: x\r\nConnection: close, X-Secret\r\nX-Secret: 1\r\n"
                + "Keep-Alive: 5\r\nTE: trailers\r\nX-Kept: 1\r\n\r\n");
    assertThat(response).contains("X-kept: yes").doesNotContainIgnoringCase("keep-alive: timeout");
    assertThat(received().getFirst().headers())
        .containsKey("X-kept")
        .doesNotContainKeys("X-secret", "Keep-alive", "Te");
  }

  @Test
  void leaves_an_instances_own_errors_as_they_are() throws Exception {
    bothAnswer(status(500, "my own words"));
    HttpResponse<String> response = gateway.get("/abc1234");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("my own words");
    assertThat(received()).hasSize(1);
  }

  @Test
  void tries_a_read_elsewhere_when_an_instance_says_503_or_breaks_off() throws Exception {
    for (Upstream.Answer bad :
        List.<Upstream.Answer>of(status(503, "later"), RoutingIT::breakOff)) {
      reset();
      onceThen(bad, status(200, "fine"));
      HttpResponse<String> response = gateway.get("/abc1234");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("fine");
      assertThat(one.received()).hasSize(1);
      assertThat(two.received()).hasSize(1);
    }
  }

  @Test
  void shows_the_instances_503_when_all_say_so() throws Exception {
    bothAnswer(status(503, "later"));
    HttpResponse<String> response = gateway.get("/abc1234");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEqualTo("later");
    assertThat(received()).hasSize(2);
  }

  @Test
  void tries_a_write_without_a_key_once() throws Exception {
    bothAnswer(RoutingIT::breakOff);
    HttpResponse<String> response = gateway.post("/api/links", "{\"url\":\"https://a.example\"}");
    assertThat(response.statusCode()).isEqualTo(502);
    assertProblem(response, "broken");
    assertThat(received()).hasSize(1);
  }

  @Test
  void tries_a_write_with_a_key_again_with_the_same_body() throws Exception {
    onceThen(RoutingIT::breakOff, status(201, "made"));
    String body = "{\"url\":\"https://a.example/" + "x".repeat(20_000) + "\"}";
    HttpResponse<String> response = gateway.post("/api/links", body, "Idempotency-Key", "k-1");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(received()).hasSize(2).allSatisfy(r -> assertThat(r.body()).isEqualTo(body));
    assertThat(received())
        .allSatisfy(r -> assertThat(r.headers().get("Idempotency-key")).containsExactly("k-1"));
  }

  @Test
  void leaves_a_hung_instance_in_time() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    onceThen(x -> hang(x, over), status(200, "fine"));
    assertThat(gateway.get("/abc1234").body()).isEqualTo("fine");
    over.countDown();
    await()
        .until(() -> gateway.instance("one").inFlight() + gateway.instance("two").inFlight() == 0);
  }

  @Test
  void answers_504_when_all_hang() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    bothAnswer(x -> hang(x, over));
    HttpResponse<String> response = gateway.get("/abc1234");
    over.countDown();
    assertThat(response.statusCode()).isEqualTo(504);
    assertProblem(response, "timeout");
    assertThat(response.body()).contains("1500 ms");
    assertThat(received()).hasSize(2);
  }

  private static void hang(HttpExchange exchange, CountDownLatch over) throws IOException {
    try {
      over.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Upstream.send(exchange, 200, "too late");
  }

  @Test
  void when_the_whole_service_is_slow_most_requests_wait_for_it() throws Exception {
    bothAnswer(exchange -> {
      pause(Duration.ofMillis(700)); // beyond the time for a try
      Upstream.send(exchange, 200, "slow but sure");
    });
    List<CompletableFuture<HttpResponse<String>>> all =
        Stream.generate(() -> gateway.sendAsync(gateway.request("/abc1234"))).limit(18).toList();
    for (CompletableFuture<HttpResponse<String>> one : all) {
      assertThat(one.get().body()).isEqualTo("slow but sure");
    }
    assertThat(received()).as("tries for 18 requests, with a budget of 5").hasSizeLessThan(18 + 18);
  }

  @Test
  void tells_a_client_when_a_body_broke_off() throws Exception {
    bothAnswer(exchange -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      exchange.close();
    });
    String response = raw("GET /abc1234 HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(response).startsWith("HTTP/1.1 200").contains("half");
    assertThat(received()).hasSize(1);
    await()
        .until(() -> gateway.instance("one").inFlight() + gateway.instance("two").inFlight() == 0);
  }

  @Test
  void answers_502_when_connections_are_refused_and_503_when_there_is_no_instance()
      throws Exception {
    HttpResponse<String> refused = gateway.get("/gone");
    assertThat(refused.statusCode()).isEqualTo(502);
    assertProblem(refused, "refused");
    HttpResponse<String> none = gateway.get("/ghost");
    assertThat(none.statusCode()).isEqualTo(503);
    assertThat(none.headers().firstValue("Retry-After")).contains("1");
    assertProblem(none, "no-instance");
  }

  @Test
  void refuses_a_body_too_large_however_it_is_framed() throws Exception {
    byte[] large = new byte[65_537];
    HttpResponse<String> counted =
        gateway.send(gateway.request("/api/links").POST(BodyPublishers.ofByteArray(large)));
    HttpResponse<String> chunked =
        gateway.send(
            gateway
                .request("/api/links")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))));
    for (HttpResponse<String> response : List.of(counted, chunked)) {
      assertThat(response.statusCode()).isEqualTo(413);
      assertProblem(response, "body-too-large");
    }
    assertThat(received()).isEmpty();
  }

  @Test
  void waits_for_a_body_only_so_long() throws Exception {
    assertThat(raw("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf"))
        .startsWith("HTTP/1.1 408")
        .contains("urn:lab:problem:body-too-slow");
    assertThat(received()).isEmpty();
  }

  @Test
  void turns_requests_away_when_all_connections_are_in_use() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    bothAnswer(x -> hang(x, over));
    List<CompletableFuture<HttpResponse<String>>> all =
        Stream.generate(() -> gateway.sendAsync(gateway.request("/api/links/x")))
            .limit(60)
            .toList();
    HttpResponse<String> turnedAway =
        CompletableFuture.anyOf(all.toArray(CompletableFuture[]::new))
            .thenApply(_ -> all.stream().filter(CompletableFuture::isDone).findAny())
            .get()
            .orElseThrow()
            .get();
    over.countDown();
    assertThat(turnedAway.statusCode()).isEqualTo(503);
    assertProblem(turnedAway, "saturated");
    for (CompletableFuture<HttpResponse<String>> one : all) {
      assertThat(one.get().statusCode()).isIn(200, 503);
    }
  }

  @Test
  void waits_for_a_slow_instance_when_there_is_no_other() throws Exception {
    two.drains(true);
    await().until(() -> !gateway.instance("two").isEligible());
    one.answers(exchange -> {
      pause(Duration.ofMillis(600)); // twice the time for a try, within the route's
      Upstream.send(exchange, 200, "slow but sure");
    });
    assertThat(gateway.get("/abc1234").body()).isEqualTo("slow but sure");
    assertThat(received()).hasSize(1);
  }

  private static void pause(Duration time) {
    try {
      var _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void answers_head_as_it_answers_get() throws Exception {
    HttpResponse<String> head =
        gateway.send(gateway.request("/abc1234").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(302);
    assertThat(received().getFirst().method()).isEqualTo("HEAD");
  }

  @Test
  void passes_a_chunked_body_on_with_its_length() throws Exception {
    bothAnswer(status(201, "made"));
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    gateway.send(
        gateway
            .request("/api/links")
            .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))));
    assertThat(received().getFirst().body()).isEqualTo("{}");
    assertThat(received().getFirst().headers().get("Content-length")).containsExactly("2");
  }

  @Test
  void refuses_what_is_too_long_or_malformed_with_a_problem() throws Exception {
    String longPath = "GET /api/links/" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    String longField = "GET /abc1234 HTTP/1.1\r\nX: " + "a".repeat(20_000) + "\r\n\r\n";
    assertThat(raw(longPath)).startsWith("HTTP/1.1 414").contains("urn:lab:problem:uri-too-long");
    assertThat(raw(longField))
        .startsWith("HTTP/1.1 431")
        .contains("application/problem+json")
        .contains("urn:lab:problem:headers-too-large");
    assertThat(raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400").contains("urn:lab:problem:");
  }

  @Test
  void lets_no_path_climb_out_of_its_route() throws Exception {
    for (String path :
        List.of("/api/links/../../health", "/api/links/%2e%2E/x", "/api/links/a%2f..%2fb")) {
      assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
          .as(path)
          .startsWith("HTTP/1.1 400")
          .contains("urn:lab:problem:unsafe-path");
    }
    assertThat(gateway.get("/api/links/a.b").statusCode()).isEqualTo(302);
    assertThat(received()).hasSize(1);
  }

  @Test
  void a_draining_instance_gets_no_more_requests() throws Exception {
    one.drains(true);
    await().until(() -> gateway.instance("one").state() instanceof Instance.State.Down);
    for (int i = 0; i < 20; i++) {
      assertThat(gateway.get("/abc1234").headers().firstValue("X-From")).contains("two");
    }
    two.drains(true);
    await().until(() -> gateway.instance("two").state() instanceof Instance.State.Down);
    assertThat(gateway.get("/abc1234").statusCode()).as("panic: any is better").isEqualTo(302);
  }

  @Test
  void an_instance_in_doubt_is_asked_before_one_that_refuses() throws Exception {
    two.drains(true);
    await().until(() -> !gateway.instance("two").isEligible());
    for (int i = 0; i < 50; i++) {
      assertThat(gateway.get("/half").statusCode()).isEqualTo(302);
    }
  }

  @Test
  void three_errors_in_a_row_eject() throws Exception {
    bothAnswer(status(500, "no"));
    for (int i = 0; i < 6; i++) {
      gateway.get("/abc1234");
    }
    assertThat(metric("lab_gateway_ejections_total"))
        .anyMatch(line -> line.contains("reason=\"status\""));
  }

  @Test
  void shows_its_instances_and_counts_by_template() throws Exception {
    gateway.get("/abc1234");
    assertThat(gateway.actuator("/instances"))
        .contains("\"id\":\"one\"", "\"state\":\"up\"", "\"uri\":\"" + one.uri() + "\"");
    assertThat(metric("http_server_requests_seconds_bucket"))
        .anyMatch(
            line -> line.contains("uri=\"/{code}\"") && line.contains("application=\"gateway\""))
        .noneMatch(line -> line.contains("abc1234"));
    assertThat(metric("lab_gateway_attempts_total"))
        .anyMatch(
            line -> line.contains("upstream=\"one\"") && line.contains("outcome=\"success\""));
    assertThat(metric("lab_gateway_instance_up")).isNotEmpty();
  }

  private static List<String> metric(String name) throws Exception {
    return gateway.actuator("/prometheus").lines().filter(line -> line.startsWith(name)).toList();
  }

  private static void assertProblem(HttpResponse<String> response, String type) {
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains("\"type\":\"urn:lab:problem:" + type + "\"");
    assertThat(response.body()).doesNotContainIgnoringCase("exception");
    assertThat(response.headers().firstValue("X-Correlation-Id")).isPresent();
  }

  /** Sends these bytes and reads until the other side closes or is silent for a while. */
  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      socket.setSoTimeout((int) Duration.ofSeconds(5).toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
