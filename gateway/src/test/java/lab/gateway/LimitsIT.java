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
}
