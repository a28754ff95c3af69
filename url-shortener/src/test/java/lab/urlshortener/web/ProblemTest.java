package lab.urlshortener.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void is_written_as_rfc_9457_has_it() {
    var problem =
        Problem.of(400, "invalid-url", "Invalid URL")
            .detail("url must be \"absolute\".")
            .field("url")
            .bound("scheme http or https");

    assertThat(new String(problem.toJson(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"type\":\"urn:problem:url-shortener:invalid-url\",\"title\":\"Invalid URL\","
                + "\"status\":400,\"detail\":\"url must be \\\"absolute\\\".\",\"field\":\"url\","
                + "\"bound\":\"scheme http or https\"}");
  }

  @Test
  void tells_clients_nothing_of_the_failure_but_its_id() {
    var problem = Failures.unexpected(new IllegalStateException("secret"));

    assertThat(new String(problem.toJson(), StandardCharsets.UTF_8))
        .doesNotContain("secret", "IllegalState")
        .contains("errorId");
    assertThat(problem.status()).isEqualTo(500);
  }
}
