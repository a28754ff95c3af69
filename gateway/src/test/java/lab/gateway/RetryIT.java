package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import lab.gateway.upstream.Instance;
import org.junit.jupiter.api.Test;

class RetryIT extends TwoInstances {
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
        List.<Upstream.Answer>of(status(503, "later"), TwoInstances::breakOff)) {
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
  void passes_the_503_on_when_all_instances_answer_it() throws Exception {
    bothAnswer(status(503, "later"));
    HttpResponse<String> response = gateway.get("/abc1234");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEqualTo("later");
    assertThat(received()).hasSize(2);
  }

  @Test
  void tries_a_write_without_a_key_once() throws Exception {
    bothAnswer(TwoInstances::breakOff);
    HttpResponse<String> response = gateway.post("/api/links", "{\"url\":\"https://a.example\"}");
    assertThat(response.statusCode()).isEqualTo(502);
    assertProblem(response, "broken");
    assertThat(received()).hasSize(1);
  }

  @Test
  void tries_a_write_with_a_key_again_with_the_same_body() throws Exception {
    onceThen(TwoInstances::breakOff, status(201, "made"));
    String body = "{\"url\":\"https://a.example/" + "x".repeat(20_000) + "\"}";
    HttpResponse<String> response = gateway.post("/api/links", body, "Idempotency-Key", "k-1");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(received()).hasSize(2).allSatisfy(r -> assertThat(r.body()).isEqualTo(body));
    assertThat(received())
        .allSatisfy(r -> assertThat(r.headers().get("Idempotency-key")).containsExactly("k-1"));
  }

  @Test
  void gives_each_try_the_same_request_id_and_each_request_its_own() throws Exception {
    onceThen(TwoInstances::breakOff, status(200, "fine"));
    gateway.get("/abc1234", "X-Request-Id", "0123456789abcdef");
    assertThat(requestIds()).hasSize(2);
    assertThat(requestIds().distinct()).hasSize(1);
    gateway.get("/abc1234", "X-Request-Id", "0123456789abcdef");
    assertThat(requestIds().distinct())
        .hasSize(2)
        .allMatch(id -> id.matches("[0-9a-f]{16}"))
        .doesNotContain("0123456789abcdef");
  }

  private Stream<String> requestIds() {
    return received().stream().flatMap(request -> request.headers().get("X-Request-Id").stream());
  }

  @Test
  void abandons_a_hung_instance_in_time() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    onceThen(x -> hang(x, over), status(200, "fine"));
    assertThat(gateway.get("/hasty").body()).isEqualTo("fine");
    over.countDown();
    await()
        .until(() -> gateway.instance("one").inFlight() + gateway.instance("two").inFlight() == 0);
  }

  @Test
  void answers_504_when_all_hang() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    bothAnswer(x -> hang(x, over));
    HttpResponse<String> response = gateway.get("/hasty");
    over.countDown();
    assertThat(response.statusCode()).isEqualTo(504);
    assertProblem(response, "timeout");
    assertThat(response.body()).contains("3000 ms");
    assertThat(received()).hasSize(2);
  }

  @Test
  void when_the_whole_service_is_slow_most_requests_wait_for_it() throws Exception {
    bothAnswer(exchange -> {
      pause(Duration.ofMillis(700)); // beyond a try's time-out
      Upstream.send(exchange, 200, "slow but sure");
    });
    List<CompletableFuture<HttpResponse<String>>> all =
        Stream.generate(() -> gateway.sendAsync(gateway.request("/hasty"))).limit(18).toList();
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
  void waits_for_a_slow_instance_when_there_is_no_other() throws Exception {
    two.drains(true);
    await().until(() -> !gateway.instance("two").isEligible());
    one.answers(exchange -> {
      pause(Duration.ofMillis(600)); // twice a try's time-out, within the route's
      Upstream.send(exchange, 200, "slow but sure");
    });
    assertThat(gateway.get("/hasty").body()).isEqualTo("slow but sure");
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

  /** Requests that fail everywhere alike, in every possible way; all others are answered. */
  private static void poisoned(HttpExchange exchange, CountDownLatch over) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/poison1" -> Upstream.send(exchange, 500, "no");
      case "/closing" -> breakOff(exchange);
      case "/hanging" -> hang(exchange, over);
      default -> Upstream.send(exchange, 200, "fine");
    }
  }

  @Test
  void requests_that_fail_everywhere_eject_no_instance() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    bothAnswer(exchange -> poisoned(exchange, over));
    double before = ejections("");
    List<CompletableFuture<HttpResponse<String>>> hanging =
        Stream.generate(() -> gateway.sendAsync(gateway.request("/hanging"))).limit(5).toList();
    for (int i = 0; i < 30; i++) {
      assertThat(gateway.get("/poison1").statusCode()).isEqualTo(500);
      assertThat(gateway.get("/closing").statusCode()).isEqualTo(502);
      assertThat(gateway.post("/api/links", "{}").statusCode()).isEqualTo(200);
    }
    for (CompletableFuture<HttpResponse<String>> one : hanging) {
      assertThat(one.get().statusCode()).isEqualTo(504);
    }
    over.countDown();
    assertThat(ejections("")).isEqualTo(before);
    assertThat(gateway.get("/abc1234").body()).isEqualTo("fine");
  }

  @Test
  void an_instance_that_answers_500_to_everything_is_ejected_and_its_peer_never() throws Exception {
    one.answers(status(500, "no"));
    double ofOne = ejections("one");
    double ofTwo = ejections("two");
    int sent = 0;
    while (ejections("one") == ofOne) {
      assertThat(sent).as("requests before it was out").isLessThan(200);
      for (int i = 0; i < 5; i++, sent++) {
        gateway.get("/abc1234");
      }
    }
    assertThat(ejections("two")).isEqualTo(ofTwo);
  }

  @Test
  void the_only_instance_is_not_ejected_for_what_it_answers() throws Exception {
    two.drains(true);
    await().until(() -> !gateway.instance("two").isEligible());
    one.answers(status(500, "no"));
    double before = ejections("one");
    for (int i = 0; i < 50; i++) {
      assertThat(gateway.get("/abc1234").statusCode()).isEqualTo(500);
    }
    assertThat(ejections("one")).isEqualTo(before);
  }

  private static double ejections(String upstream) throws Exception {
    return metric("lab_gateway_ejections_total").stream()
        .filter(line -> line.contains("upstream=\"" + upstream))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
