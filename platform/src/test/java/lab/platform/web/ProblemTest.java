package lab.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProblemTest {
  private static String json(Problem problem) {
    return new String(problem.toJson(), StandardCharsets.UTF_8);
  }

  @Test
  void is_written_as_rfc_9457_has_it() {
    var problem =
        Problem.of(400, "invalid-url", "Invalid URL")
            .detail("url must be \"absolute\".")
            .field("url")
            .bound("scheme http or https");

    assertThat(json(problem))
        .isEqualTo(
            "{\"type\":\"urn:lab:problem:invalid-url\",\"title\":\"Invalid URL\","
                + "\"status\":400,\"detail\":\"url must be \\\"absolute\\\".\",\"field\":\"url\","
                + "\"bound\":\"scheme http or https\"}");
  }

  @Test
  void takes_further_members_in_their_order() {
    var problem =
        Problem.of(409, "closed", "Closed").with("state", "closed").with("places", 3).detail("No.");

    assertThat(json(problem))
        .isEqualTo(
            "{\"type\":\"urn:lab:problem:closed\",\"title\":\"Closed\",\"status\":409,"
                + "\"state\":\"closed\",\"places\":3,\"detail\":\"No.\"}");
  }

  @Test
  void tells_clients_nothing_of_the_failure_but_its_id() {
    var problem = Failures.unexpected(new IllegalStateException("secret"));

    assertThat(json(problem)).doesNotContain("secret", "IllegalState").contains("errorId");
    assertThat(problem.status()).isEqualTo(500);
  }
}
