package lab.queuetracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import lab.queuetracker.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first phase, over HTTP: one process, no servers. The text's replies and all the others. */
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
  void answers_as_in_the_text_and_loses_everything_on_a_restart() {
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
  void an_unknown_place_is_reported_in_the_texts_words() {
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
  void bad_input_is_reported_with_its_field_and_bound() {
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
  void a_number_is_a_plain_decimal_in_every_input() {
    String nearest = "/api/queues/nearest?lat=47.6&lon=-122.33&";
    for (String odd :
        new String[] {"2.9", "2d", "0x2", "2e0", "%2B2", "%202", "NaN", "%D9%A2", ""}) {
      refused(service.get(nearest + "limit=" + odd), 400, "\"field\":\"limit\"");
      refused(service.get("/api/places?limit=" + odd), 400, "\"field\":\"limit\"");
      String changes = "/api/queue/starbucks_1/changes?after=";
      refused(service.get(changes + odd), 400, "\"field\":\"after\"");
    }
    for (String odd : new String[] {"47.6d", "47.6f", "0x2p4", "4e1", "%2B47", "NaN", "Infinity"}) {
      refused(service.get("/api/queues/nearest?lon=1&lat=" + odd), 400, "\"field\":\"lat\"");
      refused(service.get(nearest + "radius=" + odd), 400, "\"field\":\"radius\"");
    }
    refused(
        service.get("/api/queue/starbucks_1/stream", "Last-Event-ID", "0x1"),
        400,
        "\"field\":\"Last-Event-ID\"");
  }

  @Test
  void a_head_request_for_a_stream_is_answered_at_once() throws IOException {
    for (String path : new String[] {"stream", "changes?after=1"}) {
      String answer = raw("HEAD /api/queue/starbucks_1/" + path + " HTTP/1.1|Connection: close");
      assertThat(answer).startsWith("HTTP/1.1 200").contains("Content-Type: ");
    }
    refused(
        service.get("/api/queue/starbucks_1/stream", "Accept", "application/json"),
        406,
        "text/event-stream");
  }

  @Test
  void the_body_of_a_join_has_no_fields() {
    refused(
        service.post("/api/queue/starbucks_1/join", "{\"name\":\"me\"}"),
        400,
        "The body must have no fields.",
        "\"field\":\"name\"");
  }

  @Test
  void a_reading_for_an_older_version_is_refused() {
    String tag = service.get("/api/queue/starbucks_1").headers().firstValue("ETag").orElseThrow();
    String update = "/api/queue/starbucks_1/update";
    var first = service.post(update, "{\"length\":6}", "If-Match", tag);
    assertThat(first.statusCode()).isEqualTo(200);
    refused(service.post(update, "{\"length\":7}", "If-Match", tag), 412, "\"queue_length\":6");
    String newer = first.headers().firstValue("ETag").orElseThrow();
    for (String never : new String[] {"W/" + newer, "\"x\"", "\"03\"", "\"x\", W/" + newer, ","}) {
      refused(service.post(update, "{\"length\":7}", "If-Match", never), 412, "version-mismatch");
    }
    String list = "\"x\", " + newer + ", W/\"1\"";
    assertThat(service.post(update, "{\"length\":7}", "If-Match", list).statusCode())
        .isEqualTo(200);
    assertThat(
            service
                .post(update, "{\"length\":8}", "If-Match", "\"x\"", "If-Match", "\"4\"")
                .statusCode())
        .isEqualTo(412);
    assertThat(
            service
                .post(update, "{\"length\":8}", "If-Match", "\"x\"", "If-Match", "\"3\"")
                .statusCode())
        .isEqualTo(200);
    assertThat(service.post(update, "{\"length\":9}", "If-Match", "*").statusCode()).isEqualTo(200);
  }

  /** What a learner sees side by side, after readings below and above the number of tickets. */
  @Test
  void after_a_sensors_reading_all_responses_about_a_line_agree() {
    String line = "/api/queue/starbucks_1";
    String first = join(line);
    for (int i = 0; i < 8; i++) {
      var _ = join(line);
    }
    for (int reading : new int[] {8, 0, 20}) {
      var _ = service.post(line + "/update", "{\"length\":" + reading + "}");
      String waitBefore = wait(service.get(line + "/wait").body());
      int length = reading + 1;
      String ticket = join(line);
      assertThat(ticket).contains("\"position\":" + length, "\"queue_length\":" + length);
      assertThat(wait(ticket)).as("as told before joining").isEqualTo(waitBefore);
      assertThat(service.get("/api/tickets/" + id(ticket)).body()).isEqualTo(ticket);
      assertThat(service.get(line).body()).contains("\"queue_length\":" + length);
      assertThat(service.get(line + "/changes").body()).contains("\"queue_length\":" + length);
    }
    assertThat(service.get("/api/tickets/" + id(first)).body())
        .contains("\"state\":\"lapsed\"", "\"queue_length\":21", "\"ended_at\"")
        .doesNotContain("position", "wait_");
    String gone = "{\"ticket\":\"" + id(first) + "\"}";
    for (int time = 0; time < 2; time++) {
      assertThat(service.post(line + "/served", gone).body())
          .contains("\"state\":\"served\"", "\"queue_length\":21");
    }
    refused(service.post(line + "/leave", gone), 409, "ticket-ended");
  }

  private String join(String line) {
    var joined = service.post(line + "/join");
    assertThat(joined.statusCode()).isEqualTo(201);
    return joined.body();
  }

  private static String id(String ticket) {
    return ticket.replaceAll(".*\"ticket\":\"([^\"]+)\".*", "$1");
  }

  private static String wait(String answer) {
    return answer.replaceAll(".*(\"expected_wait_seconds\":.*?]).*", "$1");
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
  void nobody_can_be_served_in_an_empty_line() {
    service.post("/api/queue/starbucks_3/update", "{\"length\":1}");
    assertThat(service.post("/api/queue/starbucks_3/no-show").body())
        .isEqualTo("{\"location\":\"starbucks_3\",\"queue_length\":0}");
    refused(service.post("/api/queue/starbucks_3/served"), 409, "line-empty");
  }

  @Test
  void a_request_without_a_handshake_is_told_how_to_ask() throws IOException {
    String[] flaws = {
      "GET /ws/queues HTTP/1.1", // no part of a handshake
      "HEAD /ws/queues HTTP/1.1|Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13",
      "POST /ws/queues HTTP/1.1|Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13",
      "GET /ws/queues HTTP/1.0|Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13",
      "GET /ws/queues HTTP/1.1|Connection: close|Upgrade: websocket|Sec-WebSocket-Version: 13",
      "GET /ws/queues HTTP/1.1|Connection: Upgrade|Upgrade: h2c|Sec-WebSocket-Version: 13",
      "GET /ws/queues HTTP/1.1|Connection: Upgrade|Upgrade: websocket",
      "GET /ws/queues HTTP/1.1|Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 8"
    };
    for (String flaw : flaws) {
      String answer = raw(flaw + "|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
      assertThat(answer)
          .as(flaw)
          .startsWith("HTTP/1.1 426")
          .contains("Upgrade: websocket\r\n", "Sec-WebSocket-Version: 13\r\n")
          .containsPattern("Connection: .*Upgrade")
          .contains("application/problem+json");
      assertThat(answer.contains("urn:lab:problem:upgrade-required"))
          .isNotEqualTo(flaw.startsWith("HEAD"));
    }
    String asked =
        "GET /ws/queues HTTP/1.1|Connection: keep-alive, Upgrade|Upgrade: WebSocket"
            + "|Sec-WebSocket-Version: 13";
    for (String key : new String[] {"", "|Sec-WebSocket-Key: a", "|Sec-WebSocket-Key:"}) {
      assertThat(raw(asked + key)).startsWith("HTTP/1.1 400").contains("Sec-WebSocket-Key");
    }
    assertThat(raw(asked + "|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
        .startsWith("HTTP/1.1 101");
  }

  /** The response's head and, if the server closes or goes silent, what follows. */
  private String raw(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", service.port())) {
      String lines = request.replace("|", "\r\n") + "\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
