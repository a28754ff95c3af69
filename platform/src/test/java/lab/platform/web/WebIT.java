package lab.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import lab.platform.testing.Http;
import lab.platform.testing.SomeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebIT {
  private static SomeService service;

  @BeforeAll
  static void start() {
    service = SomeService.start(SomeService.stores());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<String> get(String path, String... headers) {
    return Http.get(service.port(), path, headers);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /things/a, 200, ",
    "GET, /things/none, 404, unknown-thing",
    "GET, /nowhere, 404, not-found",
    "DELETE, /things/a, 405, method-not-allowed",
    "GET, /things/broken, 500, internal-error",
    "GET, /things/away, 503, unavailable",
    "GET, /things/a?b=%F0%9F%98%80&c=+%EF%BF%BE, 200, ",
    "GET, /things/%F0%9F%98%80, 200, ",
    "GET, /things/%C3, 400, malformed-text",
    "GET, /things/%C0%AF, 400, malformed-text",
    "GET, /things/%ED%A0%80, 400, malformed-text",
    "GET, /things/a?b=%ff, 400, malformed-text",
    "GET, /things/a?b=%00, 400, malformed-text",
    "GET, /things/a?%E2%82=b, 400, malformed-text",
    "GET, /%00, 400, bad-request"
  })
  void answers_in_the_name_of_the_service(String method, String path, int status, String type) {
    var response = Http.send(service.port(), method, path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    if (type != null) {
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
      assertThat(response.body())
          .contains("\"type\":\"urn:problem:some-service:" + type + "\"", "\"status\":" + status)
          .doesNotContain("secret", "xception", "\"path\"", "\"trace\"", "\"instance\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"/things/%C3, name", "/things/a?b=1&c=%ff, c", "/things/a?%ff=1, %ff"})
  void names_the_part_of_a_url_that_is_no_text(String path, String field) {
    assertThat(get(path).body())
        .contains("\"field\":\"" + field + "\"", "bytes that are not UTF-8", "\"bound\":\"");
  }

  @Test
  void further_members_are_the_clients_to_read() {
    assertThat(get("/things/none").body()).contains("\"error\":\"Thing not found\"");
  }

  @Test
  void a_failure_has_the_id_that_the_request_came_with() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    String traceparent = "00-" + trace + "-b7ad6b7169203331-01";

    assertThat(get("/things/away", "traceparent", traceparent).body())
        .contains("\"errorId\":\"" + trace + "\"");
    assertThat(get("/things/away", "traceparent", traceparent, "X-Correlation-Id", "me-1").body())
        .contains("\"errorId\":\"me-1\"");
  }

  @Test
  void what_is_hardly_http_is_a_problem_too() throws Exception {
    try (var socket = new Socket("127.0.0.1", service.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET /a|b HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json", "urn:problem:some-service:bad-request")
          .doesNotContain("<html", "Tomcat", "xception");
    }
  }

  @Test
  void requests_are_measured_by_route() {
    get("/things/measured");
    get("/no/such/path");

    assertThat(Http.get(service.managementPort(), "/actuator/prometheus").body())
        .contains("application=\"some-service\"", "instance=\"some-service-1\"")
        .contains(
            "uri=\"/things/{name}\"", "uri=\"UNKNOWN\"", "http_server_requests_seconds_bucket")
        .contains("lab_redis_breaker_open", "hikaricp_connections_active")
        .doesNotContain("measured", "/no/such/path");
  }
}
