package lab.platformtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What the gateway, the lab and clients may rely on in every service. Each service's tests have a
 * class that extends this one.
 *
 * @param <S> the service, as its own tests call it
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class ServiceContract<S extends ServiceUnderTest> {
  private static final Duration BOUND = Duration.ofMinutes(3);

  private S service;
  private String path = "";

  /** Starts an instance on the shared stores, with these settings overriding those of its tests. */
  protected abstract S start(Map<String, String> settings);

  /** A path that answers a GET with 200. */
  protected abstract String path(S service);

  @BeforeAll
  final void startOneForAllTests() {
    service = start(Map.of());
    path = path(service);
  }

  @AfterAll
  final void stopIt() {
    service.close();
  }

  /** Asserts that it is such a problem, and that it reveals nothing of the service's internals. */
  public static void assertProblem(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    assertThat(response.body())
        .contains("\"type\":\"urn:lab:problem:" + type + "\"", "\"status\":" + status)
        .doesNotContain("xception", "\"path\":", "\"trace\"", "\"instance\"", "at lab.", "jackson");
  }

  @Test
  void an_unknown_path_is_a_problem() {
    assertProblem(service.get("/no/such/path"), 404, "not-found");
    assertProblem(service.get("/error"), 404, "not-found");
    assertProblem(service.get("/actuator"), 404, "not-found");
    assertProblem(service.send("POST", "/health"), 405, "method-not-allowed");
  }

  @Test
  void malformed_text_is_named() {
    for (String bad : new String[] {"%C3", "%C0%AF", "%ED%A0%80", "%00"}) {
      assertProblem(service.get("/" + bad), 400, "malformed-text");
      var ofQuery = service.get(path + "?b=1&c=" + bad);
      assertProblem(ofQuery, 400, "malformed-text");
      assertThat(ofQuery.body()).contains("\"field\":\"c\"", "\"bound\":\"");
    }
    assertThat(service.get(path + "?b=%F0%9F%98%80&c=+%EF%BF%BE").statusCode()).isEqualTo(200);
  }

  @Test
  void malformed_http_is_a_problem_too() throws IOException {
    assertThat(service.raw("GET /a|b HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "urn:lab:problem:bad-request")
        .contains("X-Content-Type-Options: nosniff")
        .doesNotContain("<html", "Tomcat", "xception");
  }

  /** What a gateway passes on at its limits, in few fields or many, plus what it adds. */
  @Test
  void its_limits_are_wider_than_the_gateways() throws IOException {
    String start = "GET " + path + "?";
    String line = start + "q".repeat(8192 - start.length() - 11) + " HTTP/1.1\r\n";
    String added = "Host: x\r\nConnection: close\r\n" + "Added: " + "a".repeat(900) + "\r\n";
    String many = "X: 1\r\n".repeat(16_384 / 6);
    String one = "X: " + "x".repeat(16_384 - 5) + "\r\n";
    for (String fields : new String[] {many, one}) {
      assertThat(service.raw(line + added + fields + "\r\n")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void requests_are_measured_by_route_and_in_the_instances_name() {
    assertThat(service.get(path).statusCode()).isEqualTo(200);
    service.get("/no/such/path");

    assertThat(service.metrics())
        .contains("application=\"" + service.name() + "\"")
        .contains("instance=\"" + service.name() + "-" + service.port() + "\"")
        .contains("http_server_requests_seconds_bucket", "le=\"0.1\"", "uri=\"UNKNOWN\"")
        .doesNotContain("/no/such/path");
  }

  @Test
  void told_to_stop_it_turns_unhealthy_and_keeps_serving_for_a_while()
      throws ExecutionException, InterruptedException {
    var stopped = start(Map.of("lab.drain.delay", "3s"));
    assertThat(stopped.get("/health").statusCode()).isEqualTo(200);
    assertThat(stopped.get("/health").body()).isEqualTo("{\"status\":\"healthy\"}");

    var stopping = CompletableFuture.runAsync(stopped::close);

    await().atMost(BOUND).until(() -> stopped.get("/health").statusCode() == 503);
    assertThat(stopped.get("/health").body()).isEqualTo("{\"status\":\"unhealthy\"}");
    assertThat(stopped.get(path).statusCode()).isEqualTo(200);
    stopping.get();
  }
}
