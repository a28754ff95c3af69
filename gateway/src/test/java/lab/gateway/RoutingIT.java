package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingIT extends TwoInstances {
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
  void follows_a_link_whatever_was_appended_to_it() throws Exception {
    for (String tail :
        List.of(
            "?utm={{ad.id}}",
            "?off=50%",
            "?a=b|c",
            "?x=%ZZ",
            "?q=cafÃ©",
            "?a=[1]",
            "?\"",
            "?a#b",
            "?^`\\<>",
            "#top",
            "?" + "|".repeat(8000))) {
      one.reset();
      two.reset();
      assertThat(ask(tail)).as(tail).startsWith("HTTP/1.1 302");
      assertThat(received()).extracting(Upstream.Received::uri).containsExactly("/abc1234");
    }
    for (String tail : List.of("?a=%00", "?", "??/", "?a=%C3%A9&b=c+d&&")) {
      one.reset();
      two.reset();
      assertThat(ask(tail)).as(tail).startsWith("HTTP/1.1 302");
      assertThat(received()).extracting(Upstream.Received::uri).containsExactly("/abc1234" + tail);
    }
  }

  private static String ask(String tail) throws Exception {
    return raw("GET /abc1234" + tail + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }

  @Test
  void says_on_other_routes_what_is_wrong_with_a_query() throws Exception {
    String answer =
        raw("GET /api/links/abc1234?a=1&off=50% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "urn:lab:problem:malformed-query")
        .contains("in the parameter off, a % is not followed by two hexadecimal digits");
    assertThat(received()).isEmpty();
  }

  @Test
  void lets_no_page_from_another_site_change_anything() throws Exception {
    for (String[] page :
        new String[][] {{"Sec-Fetch-Site", "cross-site"}, {"Origin", "http://evil.example"}}) {
      HttpResponse<String> response = gateway.post("/api/links", "", page);
      assertThat(response.statusCode()).isEqualTo(403);
      assertProblem(response, "foreign-page");
      assertThat(gateway.get("/abc1234", page).statusCode()).isEqualTo(302);
    }
    one.reset();
    two.reset();
    gateway.post("/api/links", "", "Sec-Fetch-Site", "same-origin");
    gateway.post("/api/links", "", "Origin", "http://127.0.0.1:" + gateway.port());
    gateway.post("/api/links", "");
    assertThat(received()).hasSize(3);
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
  void passes_on_a_correlation_id_and_a_trace_and_replaces_invalid_ones() throws Exception {
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
    assertThat(made).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    assertThat(response.headers().allValues("X-Correlation-Id"))
        .containsExactly(made.substring(3, 35));
  }

  @Test
  void ignores_what_clients_claim_about_proxies_and_names_the_client_itself() throws Exception {
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
  void drops_the_fields_that_concern_one_connection() throws Exception {
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
  void answers_head_as_it_answers_get() throws Exception {
    HttpResponse<String> head =
        gateway.send(gateway.request("/abc1234").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(302);
    assertThat(received().getFirst().method()).isEqualTo("HEAD");
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
}
