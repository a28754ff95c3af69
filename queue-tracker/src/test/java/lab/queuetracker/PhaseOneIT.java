package lab.queuetracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import lab.queuetracker.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The first phase, over HTTP: one process, no servers. The text's replies, and what else is said.
 */
class PhaseOneIT {
  private Service service;

  @BeforeEach
  void start() {
    service = Service.start(Service.inMemory());
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private static void refused(HttpResponse<String> answer, int status, String... parts) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains(parts).doesNotContain("Exception", "lab.queuetracker");
  }

  @Test
  void answers_as_the_text_shows_it_and_forgets_all_on_a_restart() {
    assertThat(service.get("/api/queue/starbucks_2").body())
        .isEqualTo("{\"location\":\"starbucks_2\",\"queue_length\":10}");
    assertThat(service.post("/api/queue/starbucks_2/update", "{\"length\": 4}").body())
        .isEqualTo("{\"status\":\"updated\"}");
    assertThat(service.get("/api/queue/starbucks_2").body()).contains("\"queue_length\":4");
    service.close();
    service = Service.start(Service.inMemory());
    assertThat(service.get("/api/queue/starbucks_2").body()).contains("\"queue_length\":10");
    assertThat(service.get("/health").body()).isEqualTo("{\"status\":\"healthy\"}");
  }

  @Test
  void an_unknown_place_is_told_in_the_texts_words() {
    String error = "\"error\":\"Location not found\"";
    refused(service.get("/api/queue/nowhere"), 404, error, "unknown-location");
    refused(service.post("/api/queue/nowhere/update", "{\"length\":1}"), 404, error);
    refused(service.post("/api/queue/nowhere/join"), 404, error);
    refused(service.get("/api/queue/nowhere/stream"), 404, error);
    refused(service.get("/api/queue/nowhere/changes"), 404, error);
    refused(service.get("/api/queue/nowhere/analytics"), 404, error);
  }

  @Test
  void there_are_no_analytics_yet() {
    refused(service.get("/api/queue/starbucks_1/analytics"), 404, "not-in-this-phase");
  }

  @Test
  void bad_input_is_told_with_its_field_and_bound() {
    String update = "/api/queue/starbucks_1/update";
    for (String length : new String[] {"-1", "10001", "1.5", "\"5\"", "null", "99999999999"}) {
      refused(
          service.post(update, "{\"length\":" + length + "}"),
          400,
          "\"field\":\"length\"",
          "from 0 to 10000");
    }
    refused(service.post(update, "{}"), 400, "\"field\":\"length\"");
    refused(service.post(update, "{\"length\":1,\"lenght\":2}"), 400, "\"field\":\"lenght\"");
    refused(service.post(update, "[1]"), 400, "malformed-body");
    refused(service.post(update, "{"), 400, "malformed-body", "line 1");
    refused(service.post(update, "{\"length\":1" + " ".repeat(2000) + "}"), 413, "1024");
    refused(
        service.post(update, "{\"length\":1}", "If-Match", "17"), 400, "\"field\":\"If-Match\"");
    refused(service.get("/api/tickets/no-ticket"), 404, "unknown-ticket");
    refused(service.get("/api/queue/starbucks_1/changes?after=-1"), 400, "\"field\":\"after\"");
    assertThat(service.get("/api/queue/starbucks_1").body()).contains("\"queue_length\":5");
  }

  @Test
  void a_reading_for_an_older_version_is_refused() {
    String tag = service.get("/api/queue/starbucks_1").headers().firstValue("ETag").orElseThrow();
    String update = "/api/queue/starbucks_1/update";
    var first = service.post(update, "{\"length\":6}", "If-Match", tag);
    assertThat(first.statusCode()).isEqualTo(200);
    refused(service.post(update, "{\"length\":7}", "If-Match", tag), 412, "\"queue_length\":6");
    String newer = first.headers().firstValue("ETag").orElseThrow();
    assertThat(service.post(update, "{\"length\":7}", "If-Match", newer).statusCode())
        .isEqualTo(200);
  }

  @Test
  void people_join_wait_and_are_served() {
    var joined = service.post("/api/queue/starbucks_1/join");
    assertThat(joined.statusCode()).isEqualTo(201);
    assertThat(joined.body()).contains("\"position\":6", "\"queue_length\":6");
    String at = joined.headers().firstValue("Location").orElseThrow();
    String id = at.substring(at.lastIndexOf('/') + 1);
    assertThat(service.get(at).body()).contains("\"state\":\"waiting\"", "\"position\":6");

    String ticket = "{\"ticket\":\"" + id + "\"}";
    for (int time = 0; time < 2; time++) {
      var served = service.post("/api/queue/starbucks_1/served", ticket);
      assertThat(served.statusCode()).isEqualTo(200);
      assertThat(served.body()).contains("\"state\":\"served\"", "\"queue_length\":5");
    }
    refused(
        service.post("/api/queue/starbucks_1/leave", ticket),
        409,
        "ticket-ended",
        "\"state\":\"served\"");
    refused(service.post("/api/queue/starbucks_2/leave", ticket), 404, "unknown-ticket");
    assertThat(service.get(at).body()).contains("\"state\":\"served\"").doesNotContain("position");
  }

  @Test
  void joining_again_with_the_same_key_is_joining_once() {
    String path = "/api/queue/starbucks_1/join";
    String first = service.post(path, "{}", "Idempotency-Key", "mine").body();
    assertThat(service.post(path, "{}", "Idempotency-Key", "mine").body()).isEqualTo(first);
    String long256 = "k".repeat(256);
    refused(service.post(path, "{}", "Idempotency-Key", long256), 400, "Idempotency-Key");
  }

  @Test
  void nobody_can_be_served_where_nobody_stands() {
    service.post("/api/queue/starbucks_3/update", "{\"length\":1}");
    assertThat(service.post("/api/queue/starbucks_3/no-show").body())
        .isEqualTo("{\"location\":\"starbucks_3\",\"queue_length\":0}");
    refused(service.post("/api/queue/starbucks_3/served"), 409, "line-empty");
  }
}
