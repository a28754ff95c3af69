package lab.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
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
    "DELETE, /things/a, 405, method-not-allowed",
    "GET, /things/broken, 500, internal-error",
    "GET, /things/away, 503, unavailable",
    "GET, /things/a?b=%F0%9F%98%80&c=+%EF%BF%BE, 200, ",
    "GET, /things/%F0%9F%98%80, 200, ",
    "GET, /things/%C3, 400, malformed-text",
    "GET, /things/%C0%AF, 400, malformed-text",
    "GET, /things/%ED%A0%80, 400, malformed-text",
    "GET, /things/%E2%82/b, 400, malformed-text",
    "GET, /things/a%2fb, 400, malformed-path",
    "GET, /things/a%5Cb, 400, malformed-path",
    "GET, /things/a?b=%ff, 400, malformed-text",
    "GET, /things/a?b=%00, 400, malformed-text",
    "GET, /things/a?%E2%82=b, 400, malformed-text",
    "GET, /%00, 400, malformed-text"
  })
  void answers_in_the_name_of_the_service(String method, String path, int status, String type) {
    var response = Http.send(service.port(), method, path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    if (type != null) {
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
      assertThat(response.body())
          .contains("\"type\":\"urn:lab:problem:" + type + "\"", "\"status\":" + status)
          .doesNotContain("secret", "xception", "\"path\":", "\"trace\"", "\"instance\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"/things/a?b=1&c=%ff, c", "/things/a?%ff=1, %ff", "/things/%ff, path"})
  void names_what_is_malformed_text(String path, String field) {
    assertThat(get(path).body())
        .contains("\"field\":\"" + field + "\"", "bytes that are not UTF-8", "\"bound\":\"");
  }

  @Test
  void a_problem_shows_its_further_members() {
    assertThat(get("/things/none").body()).contains("\"error\":\"Thing not found\"");
  }

  @Test
  void a_failure_has_the_correlation_id_of_the_request() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    String traceparent = "00-" + trace + "-b7ad6b7169203331-01";

    assertThat(get("/things/away", "traceparent", traceparent).body())
        .contains("\"errorId\":\"" + trace + "\"");
    assertThat(get("/things/away", "traceparent", traceparent, "X-Correlation-Id", "me-1").body())
        .contains("\"errorId\":\"me-1\"");
    String longest = "a".repeat(128);
    assertThat(get("/things/away", "X-Correlation-Id", longest).body())
        .contains("\"errorId\":\"" + longest + "\"");
  }

  @Test
  void an_encoded_body_is_refused() throws Exception {
    for (String coding : new String[] {"gzip", "GZIP", "br", "identity, gzip", "x"}) {
      String answer = post("Content-Encoding: " + coding + "\r\n", "{\"name\":\"a\"}");
      assertThat(answer)
          .as(coding)
          .startsWith("HTTP/1.1 415")
          .containsIgnoringCase("accept-encoding: identity")
          .contains("unsupported-content-encoding", "\"field\":\"Content-Encoding\"");
    }
    assertThat(post("Content-Encoding: Identity\r\n", "{\"name\":\"a\"}"))
        .startsWith("HTTP/1.1 200");
    assertThat(post("Content-Encoding: gzip\r\n", "")).startsWith("HTTP/1.1 400");
  }

  @Test
  void an_untidy_query_is_let_through_where_it_can_be_decoded() throws Exception {
    assertThat(query("utm={{ad.id}}&a=b|c&[\"^`\\<>]")).startsWith("HTTP/1.1 200");
    assertThat(query("a=1&off=50%")).startsWith("HTTP/1.1 400").contains("\"field\":\"off\"");
    assertThat(query("x=%ZZ")).startsWith("HTTP/1.1 400").contains("\"field\":\"x\"");
  }

  private static String query(String query) throws Exception {
    return service.raw(
        "GET /things/a?" + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }

  private static String post(String fields, String body) throws IOException {
    return service.raw(
        "POST /things HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + fields
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  @Test
  void requests_are_measured_by_route() {
    get("/things/measured");

    assertThat(Http.get(service.managementPort(), "/actuator/prometheus").body())
        .contains("uri=\"/things/{name}\"")
        .contains("lab_redis_breaker_open", "hikaricp_connections_active")
        .doesNotContain("measured");
  }
}
