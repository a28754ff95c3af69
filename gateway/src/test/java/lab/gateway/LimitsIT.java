package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsIT extends TwoInstances {
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
  void waits_for_a_body_for_a_limited_time() throws Exception {
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
  void takes_a_request_line_and_header_fields_up_to_the_documented_bytes() throws Exception {
    bothAnswer(status(302, ""));
    for (int fields : List.of(1, 100, 1000)) {
      assertThat(raw(request(8192, 16_384, fields))).as(fields + "").startsWith("HTTP/1.1 302");
      assertThat(raw(request(8192, 16_385, fields)))
          .as(fields + "")
          .startsWith("HTTP/1.1 431")
          .contains("application/problem+json", "urn:lab:problem:headers-too-large", "16384");
    }
    assertThat(raw(request(8193, 200, 1)))
        .startsWith("HTTP/1.1 414")
        .contains("application/problem+json", "urn:lab:problem:uri-too-long", "8192");
    assertThat(raw(request(8192, 20_000, 1))).startsWith("HTTP/1.1 431");
    assertThat(received()).hasSize(3);
    assertThat(received().getFirst().uri()).hasSize(8192 - "GET  HTTP/1.1".length());
  }

  /** A request whose line and header fields, each with its line end, have so many bytes. */
  private static String request(int line, int headers, int fields) {
    String start = "GET /abc1234?";
    String fixed = "Host: x\r\nConnection: close\r\n";
    StringBuilder all = new StringBuilder(start);
    all.append("q".repeat(line - start.length() - " HTTP/1.1".length())).append(" HTTP/1.1\r\n");
    int left = headers - fixed.length();
    all.append(fixed).append("X: 1\r\n".repeat(fields - 1));
    left -= (fields - 1) * "X: 1\r\n".length();
    return all.append("Y: ")
        .append("y".repeat(left - "Y: \r\n".length()))
        .append("\r\n\r\n")
        .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "NONSENSE|400 malformed",
        "GET /abc1234 HTTP/2.0¶Host: x|505 version-not-supported",
        "GET /abc1234 HTTP/0.9¶Host: x|505 version-not-supported",
        "GET /abc1234 HTTP/1.1|400 one-host",
        "GET /abc1234 HTTP/1.1¶Host: x¶Host: x|400 one-host",
        "GET http://x/abc1234 HTTP/1.1|400 one-host",
        "GET /abc1234 HTTP/1.1¶Host:|400 invalid-host",
        "GET /abc1234 HTTP/1.1¶Host: a b|400 invalid-host",
        "GET /abc1234 HTTP/1.1¶Host: x:port|400 invalid-host",
        "GET /abc1234 HTTP/1.1¶Host: x/y|400 invalid-host",
        "GET /abc1234 HTTP/1.0¶Host: u@x|400 invalid-host",
        "GET http://u@x/abc1234 HTTP/1.1¶Host: x|400 invalid-host",
        "GET ftp://x/abc1234 HTTP/1.1¶Host: x|400 malformed-target",
        "GET abc1234 HTTP/1.1¶Host: x|400 malformed-target",
        "GET * HTTP/1.1¶Host: x|400 malformed-target",
        "GET /%zz HTTP/1.1¶Host: x|400 malformed-path",
        "GET /api/links/a%2 HTTP/1.1¶Host: x|400 malformed-path",
        "GET /a{b} HTTP/1.1¶Host: x|400 malformed-path",
        "GET /[a] HTTP/1.1¶Host: x|400 malformed-path",
        "GET /café HTTP/1.1¶Host: x|400 malformed-path",
        "OPTIONS * HTTP/1.1¶Host: x|404 not-found",
        "TRACE /abc1234 HTTP/1.1¶Host: x|501 method-not-implemented",
        "CONNECT x:443 HTTP/1.1¶Host: x:443|501 method-not-implemented",
        "POST /api/links HTTP/1.1¶Host: x¶Transfer-Encoding: gzip, chunked|501"
            + " transfer-coding-not-implemented",
        "POST /api/links HTTP/1.1¶Host: x¶Transfer-Encoding: identity|501"
            + " transfer-coding-not-implemented",
        "POST /api/links HTTP/1.1¶Host: x¶Transfer-Encoding: chunked¶Transfer-Encoding: chunked|501"
            + " transfer-coding-not-implemented",
        "POST /api/links HTTP/1.1¶Host: x¶Transfer-Encoding: chunked¶Content-Length: 3|400"
            + " malformed",
        "POST /api/links HTTP/1.2¶Host: x¶Transfer-Encoding: chunked¶Content-Length: 3|400"
            + " malformed",
        "POST /api/links HTTP/1.0¶Transfer-Encoding: chunked|400 malformed",
        "POST /api/links HTTP/1.1¶Host: x¶Transfer-Encoding: chunked¶¶zz|400 malformed",
        "POST /api/links HTTP/1.1¶Host: x¶Transfer-Encoding: chunked¶¶3¶abc¶zz|400 malformed",
        "POST /api/links HTTP/1.1¶Host: x¶Content-Length: 3¶Content-Length: 3|400 malformed",
        "POST /api/links HTTP/1.1¶Host: x¶Content-Length: -3|400 malformed",
        "GET /abc1234 HTTP/1.1¶Host: x¶Expect: tea|417 expectation-failed",
        "GET /abc1234 HTTP/1.1¶Host: x¶X : 1|400 malformed",
        "GET /abc1234 HTTP/1.1¶Host: x¶X\1: 1|400 malformed",
        "GET /abc1234 HTTP/1.1¶Host: x¶X: a\0b|400 malformed",
        "GET /abc1234 HTTP/1.1¶ X: 1¶Host: x|400 malformed",
      })
  void refuses_invalid_http_with_a_problem(String request, String refusal) throws Exception {
    String answer =
        raw(
            request.replace("¶", "\r\n")
                + "\r\nX-Correlation-Id: me-7\r\nConnection: close\r\n\r\n");
    String[] status = refusal.split(" ");
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status[0])
        .containsIgnoringCase("content-type: application/problem+json")
        .containsIgnoringCase("x-content-type-options: nosniff")
        .containsIgnoringCase("x-correlation-id: ")
        .containsIgnoringCase("connection: close")
        .contains("\"type\":\"urn:lab:problem:" + status[1] + "\",", "\"status\":" + status[0])
        .doesNotContainIgnoringCase("exception");
    if (!status[1].equals("malformed")) {
      assertThat(answer).containsIgnoringCase("x-correlation-id: me-7");
    }
    assertThat(received()).isEmpty();
  }

  @Test
  void answers_head_without_a_body_whatever_is_wrong() throws Exception {
    assertThat(raw("HEAD /abc1234 HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .endsWith("\r\n\r\n");
  }

  @Test
  void refuses_the_second_of_two_requests_and_answers_the_first() throws Exception {
    String both =
        "GET /abc1234 HTTP/1.1\r\n"
            + "Host: x\r\n\r\n"
            + "GET /abc1234 HTTP/1.1\r\n\r\n"
            + "GET /abc1234 HTTP/1.1\r\n";
    assertThat(raw(both + "Host: x\r\n\r\n").split("HTTP/1.1 "))
        .satisfies(answers -> {
          assertThat(answers).hasSize(3);
          assertThat(answers[1]).startsWith("302");
          assertThat(answers[2]).startsWith("400").contains("urn:lab:problem:one-host");
        });
    assertThat(received()).hasSize(1);
  }

  @Test
  void accepts_unusual_but_valid_requests() throws Exception {
    for (String request :
        List.of(
            "GET http://y.example:81/abc1234 HTTP/1.1\r\nHost: x",
            "GET /abc1234 HTTP/1.1\r\nHost: [::1]:8080",
            "GET /abc1234 HTTP/1.1\r\nHost: x:",
            "GET /abc1234 HTTP/1.2\r\nHost: x",
            "GET /abc1234 HTTP/1.1\r\nHost: x\r\nX: a\r\n b",
            "GET /abc1234 HTTP/1.1\r\nHost: x\r\nX: café",
            "GET /abc1234 HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue",
            "GET /abc1234 HTTP/1.0")) {
      assertThat(raw(request + "\r\nConnection: close\r\n\r\n"))
          .as(request)
          .matches("(?s)HTTP/1.[01] 302.*");
    }
    assertThat(received())
        .anySatisfy(one ->
            assertThat(one.headers().get("X-Forwarded-Host")).containsExactly("y.example:81"));
  }

  @Test
  void sends_http_1_0_clients_no_chunks_and_says_when_the_connection_is_kept() throws Exception {
    Upstream.Answer chunked =
        x -> {
          x.sendResponseHeaders(200, 0);
          x.getResponseBody().write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
          x.close();
        };
    for (String wish : List.of("", "Connection: keep-alive\r\n")) {
      bothAnswer(chunked);
      assertThat(raw("GET /api/links/x HTTP/1.0\r\n" + wish + "\r\n"))
          .doesNotContainIgnoringCase("transfer-encoding")
          .containsIgnoringCase("connection: close")
          .endsWith("\r\n\r\n{\"a\":1}");
      assertThat(
              raw(
                  "GET /no/thing HTTP/1.0\r\n"
                      + wish
                      + (wish.isEmpty() ? "" : "\r\nNONSENSE\r\n")
                      + "\r\n"))
          .contains("404")
          .doesNotContainIgnoringCase("transfer-encoding")
          .matches(answer -> wish.isEmpty() != answer.contains("keep-alive"), "says it may stay");
      bothAnswer(status(302, ""));
      assertThat(raw("GET /abc1234 HTTP/1.0\r\n" + wish + "\r\nGET /abc1234 HTTP/1.0\r\n\r\n"))
          .startsWith("HTTP/1.0 302")
          .doesNotContainIgnoringCase("transfer-encoding");
    }
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
}
