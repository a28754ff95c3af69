package lab.queuetracker.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import lab.platformtest.TestServers;
import lab.queuetracker.testing.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two instances: subscribers of one see the changes made at the other. */
@Timeout(180)
class LiveIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Service one;
  private static Service other;

  @BeforeAll
  static void start() {
    var settings = Service.on(TestServers.postgres().newDatabase());
    var live =
        Map.of(
            "lab.live.heartbeat", "300ms",
            "lab.live.poll-wait", "1s",
            "lab.live.max-subscriptions", "3",
            "lab.live.max-connections", "20");
    one = Service.start(settings, live);
    other = Service.start(settings, live);
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
  }

  private static void set(String location, int length) {
    var answer = one.post("/api/queue/" + location + "/update", "{\"length\":" + length + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void a_socket_gets_a_snapshot_then_each_change_of_the_other_instance_in_order() {
    try (var subscriber = new Subscriber(other.port())) {
      subscriber.subscribe("starbucks_1");
      assertThat(subscriber.awaitLength(5).path("snapshot").asBoolean()).isTrue();
      for (int length = 100; length < 150; length++) {
        set("starbucks_1", length);
      }
      subscriber.awaitLength(149);
      assertThat(subscriber.seqs()).containsExactlyElementsOf(range(1, 51));
      assertThat(subscriber.messages).noneMatch(message -> message.has("coalesced"));
      subscriber.await("heartbeat", _ -> true);
    }
  }

  private static Iterable<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void a_subscriber_that_reconnects_gets_what_it_missed_from_any_instance() {
    try (var before = new Subscriber(one.port())) {
      before.subscribe("starbucks_2").awaitLength(10);
    }
    for (int length = 20; length < 30; length++) {
      set("starbucks_2", length);
    }
    try (var watching = new Subscriber(other.port())) {
      watching.subscribe("starbucks_2").awaitLength(29);
    }
    try (var again = new Subscriber(other.port())) {
      again.subscribe("starbucks_2", 3).awaitLength(29);
      assertThat(again.seqs()).containsExactlyElementsOf(range(4, 11));
      assertThat(again.messages).noneMatch(message -> message.has("snapshot"));
    }
  }

  @Test
  void bad_messages_get_an_error_and_end_nothing() {
    try (var subscriber = new Subscriber(one.port())) {
      for (String bad :
          new String[] {
            "no json",
            "[]",
            "{}",
            "{'type':'subscribe_queue'}",
            "{'type':'subscribe_queue','locations':[1]}",
            "{'type':'subscribe_queue','locations':['starbucks_3','\\ud83d']}",
            "{'type':'subscribe_queue','locations':['\\u0000']}",
            "{'type':'subscribe_queue','locations':['starbucks_3'],'after':{'\\udc00':1}}",
            "{'\\ud83d':'subscribe_queue'}",
            "{'type':'subscribe_queue','locations':['starbucks_3'],'after':{'starbucks_3':-1}}"
          }) {
        int before = subscriber.messages.size();
        subscriber.say(bad);
        await().atMost(BOUND).until(() -> subscriber.messages.size() > before);
      }
      subscriber.await("error", e -> e.path("detail").asString().startsWith("locations[1] must"));
      subscriber.await("error", e -> e.path("field").asString().equals("after"));
      subscriber.subscribe("nowhere");
      subscriber.await("error", e -> e.path("error").asString().equals("Location not found"));
      subscriber.say(
          "{'type':'subscribe_queue','locations':['cafe_x','starbucks_1','starbucks_2',"
              + "'starbucks_3','starbucks_4']}");
      subscriber.await("error", e -> e.path("detail").asString().contains("at most 3 lines"));
      subscriber.subscribe("starbucks_3").awaitLength(3);
    }
  }

  @Test
  void a_long_message_is_understood_and_one_too_long_ends_the_connection() {
    try (var subscriber = new Subscriber(one.port())) {
      String spaces = " ".repeat(8_000 - 60);
      subscriber.say("{'type':'subscribe_queue'," + spaces + "'locations':['starbucks_3']}");
      subscriber.await("queue_update", update -> update.has("snapshot"));
      subscriber.say(spaces + spaces);
      subscriber.awaitClosed(1009);
    }
  }

  @Test
  void characters_of_several_bytes_are_understood() {
    try (var subscriber = new Subscriber(one.port())) {
      for (String name : new String[] {"café", "東京", "é".repeat(3_000)}) {
        subscriber.subscribe(name);
        subscriber.await("error", e -> e.path("location").asString().equals(name));
      }
    }
  }

  @Test
  void a_message_is_bounded_in_characters_however_they_are_encoded() {
    try (var subscriber = new Subscriber(one.port())) {
      String name = "\ud83d\ude00".repeat(5_000);
      subscriber.subscribe(name);
      subscriber.await("error", e -> e.path("location").asString().equals(name));
    }
  }

  @Test
  void an_instance_limits_the_lines_followed() {
    try (var full =
            Service.start(Service.inMemory(), Map.of("lab.live.max-subscriptions-of-all", "1"));
        var first = new Subscriber(full.port());
        var second = new Subscriber(full.port())) {
      first.subscribe("starbucks_1").awaitLength(5);
      second.subscribe("starbucks_2");
      second.awaitClosed(1013);
      var stream = full.get("/api/queue/starbucks_2/stream");
      assertThat(stream.statusCode()).isEqualTo(503);
      assertThat(stream.body()).contains("its 1 lines followed");
      first.subscribe("starbucks_1", 0); // a restart of the same subscription counts once
      await().atMost(BOUND).until(() -> first.seqs().size() == 2);
      first.say("{'type':'unsubscribe_queue','locations':['starbucks_1']}");
      first.subscribe("starbucks_3").awaitLength(3);
    }
  }

  @Test
  void reports_how_much_of_its_heap_is_live() {
    assertThat(one.actuator("liveheap")).matches("\\{\"bytes\":\\d{7,9}}");
  }

  @Test
  void a_client_that_unsubscribes_gets_no_more_updates() {
    try (var subscriber = new Subscriber(one.port())) {
      subscriber.subscribe("starbucks_4").awaitLength(15);
      subscriber.say("{'type':'unsubscribe_queue','locations':['starbucks_4']}");
      subscriber.subscribe("starbucks_5").awaitLength(7);
      set("starbucks_4", 77);
      set("starbucks_5", 78);
      subscriber.awaitLength(78);
      assertThat(subscriber.messages)
          .noneMatch(message -> message.path("queue_length").asInt() == 77);
    }
  }

  @Test
  void server_sent_events_arrive_one_by_one_and_resume_from_the_last() throws Exception {
    String place = other.bean(lab.queuetracker.place.Catalogue.class).all().get(7).location();
    set(place, 1);
    try (var lines = stream(place)) {
      assertThat(next(lines, "data:")).contains("\"queue_length\":1", "\"snapshot\":true");
      set(place, 2);
      assertThat(next(lines, "id:")).isEqualTo("id:3");
      assertThat(next(lines, "data:")).contains("\"queue_length\":2").doesNotContain("snapshot");
      assertThat(next(lines, ":")).contains("heartbeat");
    }
    try (var lines = stream(place, "Last-Event-ID", "3")) {
      assertThat(next(lines, ":")).as("at once, though there is no news").contains("heartbeat");
    }
    set(place, 3);
    set(place, 4);
    try (var lines = stream(place, "Last-Event-ID", "3")) {
      assertThat(next(lines, "data:")).contains("\"queue_length\":3");
      assertThat(next(lines, "data:")).contains("\"queue_length\":4");
    }
  }

  private static BufferedReader stream(String place, String... headers) throws Exception {
    var request = other.request("/api/queue/" + place + "/stream", headers).build();
    var response = CLIENT.send(request, BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static String next(BufferedReader lines, String start) throws Exception {
    String line = lines.readLine();
    while (!line.startsWith(start)) {
      line = lines.readLine();
    }
    return line;
  }

  @Test
  void a_long_poll_answers_at_once_with_news_or_waits_for_them() {
    String place = other.bean(lab.queuetracker.place.Catalogue.class).all().get(8).location();
    String path = "/api/queue/" + place + "/changes";
    assertThat(other.get(path).body()).contains("\"seq\":1", "\"snapshot\":true");
    assertThat(other.get(path + "?after=1").body()).contains("\"seq\":1,\"updates\":[]");
    var waiting =
        java.util.concurrent.CompletableFuture.supplyAsync(() -> {
          String answer = "[]";
          while (answer.contains("[]")) {
            answer = other.get(path + "?after=1").body();
          }
          return answer;
        });
    set(place, 9);
    assertThat(waiting.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join())
        .contains("\"seq\":2", "\"queue_length\":9");
  }

  @Test
  void nothing_is_kept_of_clients_that_vanished() throws Exception {
    try (var socket = new Socket("127.0.0.1", one.port())) {
      String request = "GET /api/queue/starbucks_3/stream HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isPositive();
      await().atMost(BOUND).until(() -> subscriptions() > 0);
      socket.setSoLinger(true, 0);
    }
    await().atMost(BOUND).until(() -> subscriptions() == 0);
  }

  private static double subscriptions() {
    var gauge = Pattern.compile("(?m)^lab_live_subscriptions\\{.*} (\\S+)$").matcher(one.metrics());
    assertThat(gauge.find()).isTrue();
    return Double.parseDouble(gauge.group(1));
  }

  @Test
  void an_instance_limits_its_subscribers_and_counts_them() {
    var all = new java.util.ArrayList<Subscriber>();
    try {
      for (int i = 0; i < 16; i++) {
        all.add(new Subscriber(one.port()));
      }
      await().atMost(BOUND).until(() -> one.metrics().matches(sockets(16)));
      var heavy = one.get("/api/queue/starbucks_1/changes");
      assertThat(heavy.statusCode()).as("a poll weighs five").isEqualTo(503);
      for (int i = 16; i < 20; i++) {
        all.add(new Subscriber(one.port()));
      }
      await().atMost(BOUND).until(() -> one.metrics().matches(sockets(20)));
      try (var more = new Subscriber(one.port())) {
        more.awaitClosed(1013);
      }
      var poll = one.get("/api/queue/starbucks_1/changes");
      assertThat(poll.statusCode()).isEqualTo(503);
      assertThat(poll.body()).contains("too-many-subscribers");
    } finally {
      all.forEach(Subscriber::close);
    }
    await().atMost(BOUND).until(() -> one.metrics().matches(sockets(0)));
  }

  private static String sockets(int count) {
    return "(?s).*lab_live_connections\\{[^}]*transport=\"websocket\"[^}]*} " + count + "\\.0.*";
  }

  @Test
  void an_instance_that_stops_sends_its_subscribers_to_another() {
    var leaving = Service.start(Service.inMemory(), Map.of("lab.drain.delay", "1s"));
    try (var subscriber = new Subscriber(leaving.port())) {
      subscriber.subscribe("starbucks_1").awaitLength(5);
      leaving.close();
      var away = subscriber.await("reconnect", _ -> true);
      assertThat(away.path("in_ms").asInt(-1)).isBetween(0, 5000);
      subscriber.awaitClosed(1012);
    } finally {
      leaving.close();
    }
  }
}
