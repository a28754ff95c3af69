package lab.queuetracker.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import lab.platformtest.Chromium;
import lab.platformtest.ChromiumPage;
import lab.queuetracker.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser, with a service of the first phase: five places in Seattle. */
@Timeout(300)
class PageIT {
  private static final Duration BOUND = Duration.ofMinutes(3);

  private Service service;

  @BeforeEach
  void start() {
    service = Service.start(Service.inMemory());
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private ChromiumPage open(String query, String... scripts) throws Exception {
    String page = "http://127.0.0.1:" + service.port() + "/queues/?radius=25000" + query;
    return Chromium.here().open(URI.create(page), scripts);
  }

  private void set(String location, int length) {
    var answer = service.post("/api/queue/" + location + "/update", "{\"length\":" + length + "}");
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static String row(String location) {
    return "#lines li[data-location=" + location + "]";
  }

  private static void awaitText(ChromiumPage page, String selector, String text) {
    await().atMost(BOUND).untilAsserted(() -> assertThat(page.text(selector)).contains(text));
  }

  private static String nearest(ChromiumPage page) {
    awaitText(page, "#lines", "Join");
    return page.evaluate("document.querySelector('#lines li').dataset.location").asString();
  }

  @ParameterizedTest
  @CsvSource({"ws,WebSocket,5", "sse,Server-sent events,4", "poll,Long-polling,4"})
  void a_change_of_a_line_is_shown_over_each_transport(String transport, String name, int lines)
      throws Exception {
    try (var page = open("&transport=" + transport)) {
      String place = nearest(page);
      awaitText(page, "#state", name + ": connected");
      assertThat(page.evaluate("document.querySelectorAll('#lines li').length").asInt())
          .isEqualTo(lines);
      page.evaluate("window.reloaded = false");

      set(place, 321);
      awaitText(page, row(place) + " .length", "321 people");
      awaitText(page, "#age", "last update");
      awaitText(page, "#news", "321 people");
      assertThat(page.evaluate("window.reloaded").asBoolean(true)).isFalse();
    }
  }

  @Test
  void a_user_joins_sees_the_position_change_and_leaves() throws Exception {
    try (var page = open("")) {
      String place = nearest(page);
      set(place, 0);
      service.post("/api/queue/" + place + "/join");
      awaitText(page, row(place) + " .length", "1 person");

      page.click(row(place) + " button");
      awaitText(page, "#position", "2nd");
      awaitText(page, row(place) + " .length", "2 people");
      service.post("/api/queue/" + place + "/served");
      awaitText(page, "#position", "1st");
      page.click("#leave");
      awaitText(page, "#ticket", "You have left the line.");
      awaitText(page, row(place) + " .length", "0 people");
      page.click("#done");
      assertThat(page.text("#ticket")).isEmpty();
    }
  }

  @Test
  void a_waiting_user_sees_the_expected_wait_also_after_a_reload() throws Exception {
    try (var page = open("")) {
      String place = nearest(page);
      set(place, 40);
      awaitText(page, row(place) + " .length", "40 people");
      page.click(row(place) + " button");
      awaitText(page, "#position", "41st");
      awaitText(page, "#ticket-wait", "Your turn comes in about");
      page.evaluate("location.reload()");
      awaitText(page, "#position", "41st");
      awaitText(page, "#ticket-wait", "Your turn comes in about");
      set(place, 1);
      awaitText(page, "#position", "1st");
      awaitText(page, "#ticket-wait", "Your turn comes now.");
      service.post("/api/queue/" + place + "/served");
      awaitText(page, "#ticket", "You have been served.");
      assertThat(page.text("#ticket-wait")).isEmpty();
      page.click("#done");
      page.click(row(place) + " button");
      awaitText(page, "#position", "1st");
      set(place, 0);
      awaitText(page, "#ticket", "The line was counted, and you seem to have gone.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "sse", "poll"})
  void a_restart_of_the_service_is_survived(String transport) throws Exception {
    try (var page = open("&transport=" + transport)) {
      String place = nearest(page);
      awaitText(page, "#state", "connected");
      for (int length = 40; length < 45; length++) {
        set(place, length);
      }
      awaitText(page, row(place) + " .length", "44 people");
      int port = service.port();
      service.close();
      awaitText(page, "#state", "reconnecting");

      service = Service.start(Service.inMemory(), Map.of("server.port", String.valueOf(port)));
      awaitText(page, "#state", ": connected");
      set(place, 7);
      awaitText(page, row(place) + " .length", "7 people");
    }
  }

  @Test
  void where_websockets_are_blocked_the_next_transport_is_used() throws Exception {
    String blocked =
        "WebSocket = class extends WebSocket {"
            + " constructor(url) { super(url.replace('/ws/', '/blocked/')); } };";
    try (var page = open("", blocked)) {
      awaitText(page, "#state", "Server-sent events: connected");
      String place = nearest(page);
      set(place, 55);
      awaitText(page, row(place) + " .length", "55 people");
      awaitText(page, "#note", "only the nearest 4");
    }
  }

  @Test
  void errors_are_shown_in_words() throws Exception {
    try (var page = open("")) {
      String place = nearest(page);
      set(place, 10_000);
      awaitText(page, row(place) + " .length", "10000");
      page.click(row(place) + " button");
      awaitText(page, "#trouble", "This line is as long as a line may be.");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void fits_every_screen(int width) throws Exception {
    try (var page = open("")) {
      page.resize(width, 800);
      nearest(page);
      assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
          .isLessThanOrEqualTo(width);
      assertThat(
              page.evaluate(
                      "[...document.querySelectorAll('select, button')].filter(e => e.offsetParent"
                          + " && e.getBoundingClientRect().height < 44).length")
                  .asInt())
          .as("controls too small for a finger")
          .isZero();
    }
  }

  @Test
  void the_files_are_revalidated_each_time_and_let_nothing_else_in() {
    var index = service.get("/queues/");
    assertThat(index.statusCode()).isEqualTo(200);
    assertThat(index.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(index.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    var script = service.get("/queues/app.js");
    assertThat(script.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/javascript");
    assertThat(script.headers().firstValue("Cache-Control")).hasValue("no-cache");
    String tag = script.headers().firstValue("ETag").orElseThrow();
    assertThat(service.get("/queues/app.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(service.get("/queues/style.css").headers().firstValue("ETag"))
        .isPresent()
        .isNotEqualTo(script.headers().firstValue("ETag"));
    assertThat(service.get("/queues").headers().firstValue("Location")).hasValue("/queues/");
    var asked = service.get("/queues?city=S%C3%A3o+Paulo&x=%7B%22&x=&&y");
    assertThat(asked.statusCode()).as("not for good").isEqualTo(307);
    assertThat(asked.headers().firstValue("Location"))
        .hasValue("/queues/?city=S%C3%A3o+Paulo&x=%7B%22&x=&&y");
    assertThat(service.get("/queues/../application.properties").statusCode()).isEqualTo(404);
    assertThat(service.get("/queues/nothing").body()).contains("urn:lab:problem:");
  }
}
