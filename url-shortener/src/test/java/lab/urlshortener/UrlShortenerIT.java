package lab.urlshortener;

import static lab.platformtest.ServiceContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lab.platformtest.TestServers;
import lab.urlshortener.testing.Service;
import lab.urlshortener.testing.Stores;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlShortenerIT {
  private static Service service;

  @BeforeAll
  static void start() {
    service = Service.start(Stores.settings());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void shortens_a_url_and_redirects_to_it() {
    var created = service.create("{\"url\":\"https://example.com/a?b=c#d\"}");
    String code = Service.code(created);

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("Location")).hasValue("/api/links/" + code);
    assertThat(created.body())
        .matches(
            "\\{\"code\":\"%s\",\"shortUrl\":\"http://localhost:8080/%s\",\"url\":\"https://example.com/a\\?b=c#d\",\"createdAt\":\"20[0-9T:.-]+Z\"}"
                .formatted(code, code));
    var followed = service.get("/" + code);
    assertThat(followed.statusCode()).isEqualTo(302);
    assertThat(followed.headers().firstValue("Location")).hasValue("https://example.com/a?b=c#d");
    var head = service.send("HEAD", "/" + code);
    assertThat(head.statusCode()).isEqualTo(302);
    assertThat(head.headers().firstValue("Location")).hasValue("https://example.com/a?b=c#d");
    assertThat(service.get("/api/links/" + code).body()).isEqualTo(created.body());
  }

  @ParameterizedTest
  @CsvSource({
    "https://fa\u00df.de/, https://xn--fa-hia.de/",
    "https://example.org/cafe\u0301.pdf|%zz#/#a:b, https://example.org/cafe%CC%81.pdf|%zz#/#a:b",
    "https://a_b.example.org/😀\uffff, https://a_b.example.org/%F0%9F%98%80%EF%BF%BF"
  })
  void leads_where_the_address_bar_would(String pasted, String url) {
    String code = service.shorten(pasted);

    assertThat(service.get("/" + code).headers().firstValue("Location")).hasValue(url);
    assertThat(service.get("/api/links/" + code).body()).contains("\"url\":\"" + url + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /0000000, 404, unknown-link",
    "GET, /api/links/0000000, 404, unknown-link",
    "GET, /api/links/x, 404, unknown-link",
    "GET, /, 404, not-found",
    "GET, /%00, 400, malformed-text",
    "DELETE, /0000000, 405, method-not-allowed",
    "PUT, /api/links, 405, method-not-allowed"
  })
  void answers_with_a_problem_what_does_not_exist(
      String method, String path, int status, String type) {
    var response = service.send(method, path);

    assertProblem(response, status, type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                     | malformed-body | body",
        "{                                      | malformed-body | body",
        "[]                                     | malformed-body | body",
        "null                                   | malformed-body | body",
        "{\"url\":\"a\",\"url\":\"b\"}          | malformed-body | body",
        "{\"url\":\"https://example.com\"} x    | malformed-body | body",
        "{}                                     | invalid-url    | url",
        "{\"url\":null}                         | invalid-url    | url",
        "{\"url\":1}                            | invalid-url    | url",
        "{\"url\":\"\"}                         | invalid-url    | url",
        "{\"url\":\"example.com\"}              | invalid-url    | url",
        "{\"url\":\"http://localhost:8080/x\"}  | invalid-url    | url",
        "{\"url\":\"http://[::ffff:7f00:1]:8080/\"} | invalid-url | url",
        "{\"url\":\"https://e.com\",\"ttl\":1}  | unknown-field  | ttl",
        "{\"url\":\"https://e.com/\\ud83d\"}  | malformed-text | url",
        "{\"url\":\"https://e.com/\\udc00x\"} | malformed-text | url",
        "{\"url\":\"https://e.com/\\u0000\"}  | malformed-text | url",
        "{\"url\":[{\"a\":\"\\udbff\"}]}         | malformed-text | url",
        "{\"\\ud83d\":\"https://e.com\"}       | malformed-text | \\\\ud83d"
      })
  void names_what_is_wrong_with_a_body(String body, String type, String field) {
    var response = service.create(body);

    assertProblem(response, 400, type);
    assertThat(response.body()).contains("\"field\":\"" + field + "\"", "\"bound\":\"");
  }

  @Test
  void bounds_the_body_and_its_type() {
    String large = "{\"url\":\"https://example.com/" + "a".repeat(17_000) + "\"}";
    byte[] bytes = large.getBytes(StandardCharsets.UTF_8);

    assertProblem(service.create(large), 413, "body-too-large");
    assertProblem(
        Service.send(
            service
                .request("/api/links", "Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArrays(List.of(bytes)))),
        413,
        "body-too-large");
    assertProblem(
        Service.send(
            service
                .request("/api/links", "Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))),
        415,
        "unsupported-media-type");
    assertProblem(
        service.create("{\"url\":\"https://example.com\"}", "Accept", "text/html"),
        406,
        "not-acceptable");
  }

  @Test
  void creates_one_link_for_a_write_that_is_sent_twice() {
    String key = UUID.randomUUID().toString();
    var first = service.create("{\"url\":\"https://example.com/a\"}", "Idempotency-Key", key);
    var again = service.create("{\"url\":\"https://example.com/a\"}", "Idempotency-Key", key);
    var other = service.create("{\"url\":\"https://example.com/b\"}", "Idempotency-Key", key);

    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().map().get("Location"))
        .isEqualTo(first.headers().map().get("Location"));
    assertProblem(other, 422, "idempotency-key-reused");
    assertProblem(
        service.create("{}", "Idempotency-Key", "a".repeat(256)), 400, "invalid-idempotency-key");
  }

  @Test
  void sends_each_click_to_kafka() {
    String code = service.shorten("https://example.com/clicked");
    service.get("/" + code);
    service.send("HEAD", "/" + code);
    for (String ahead :
        List.of("Sec-Purpose: prefetch;prerender", "sec-purpose: prefetch", "Purpose: prefetch")) {
      String[] field = ahead.split(": ", 2);
      assertThat(service.get("/" + code, field).statusCode()).isEqualTo(302);
    }
    service.get("/" + code, "X-Request-Id", "0123456789abcdef");

    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", TestServers.kafka().bootstrapServers(),
            "group.id", UUID.randomUUID().toString(),
            "auto.offset.reset", "earliest");
    var text = new StringDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.subscribe(List.of("url-shortener.clicks"));
      var clicks = new java.util.ArrayList<String>();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            for (var event : consumer.poll(Duration.ofMillis(200))) {
              if (code.equals(event.key())) {
                clicks.add(event.value());
              }
            }
            return clicks.size() >= 2;
          });
      assertThat(clicks)
          .hasSize(2)
          .allMatch(click ->
              click.matches(
                  "\\{\"code\":\"%s\",\"at\":\"20[0-9T:.-]+Z\",\"instance\":\"url-shortener-%d\"(,\"request\":\"0123456789abcdef\")?}"
                      .formatted(code, service.port())));
    }
  }

  @Test
  void shows_its_metrics_by_route() {
    String code = service.shorten("https://example.com/");
    service.get("/" + code);

    assertThat(service.metrics())
        .contains("uri=\"/{code}\"", "uri=\"/api/links\"")
        .contains(
            "lab_links_total",
            "result=\"created\"",
            "lab_redirects_total",
            "lab_cache_requests_total",
            "lab_cache_joins_total",
            "lab_cache_entries",
            "lab_codes_remaining",
            "lab_codes_leases_total",
            "lab_codes_collisions_total",
            "lab_clicks_total",
            "lab_clicks_queue",
            "lab_clicks_publish_seconds_bucket",
            "lab_redis_breaker_open",
            "lab_database_lookups_active",
            "lab_database_lookups_waiting",
            "hikaricp_connections_active")
        .doesNotContain(code);
  }
}
