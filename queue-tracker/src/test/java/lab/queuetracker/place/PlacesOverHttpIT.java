package lab.queuetracker.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import lab.queuetracker.testing.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The places page by page, and their cities, over HTTP. */
class PlacesOverHttpIT {
  private static final int COUNT = 1_500;
  private static final List<String> ALL = Places.of(COUNT).stream().map(Place::location).toList();
  private static final JsonMapper JSON = new JsonMapper();
  private static Service service;

  @BeforeAll
  static void start() {
    service =
        Service.start(Service.inMemory(), Map.of("lab.queues.places", Integer.toString(COUNT)));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static JsonNode get(String path) {
    var answer = service.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    return JSON.readTree(answer.body());
  }

  private static List<String> locations(JsonNode page) {
    return page.path("places").valueStream().map(p -> p.path("location").stringValue()).toList();
  }

  private static void refused(HttpResponse<String> answer, int status, String... parts) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body())
        .contains(parts)
        .doesNotContain("Exception", "lab.queuetracker", "\\tat ");
  }

  @Test
  void a_page_has_a_hundred_places_unless_asked_otherwise() {
    var page = get("/api/places");
    assertThat(locations(page)).isEqualTo(ALL.subList(0, 100));
    assertThat(page.path("next").stringValue()).isEqualTo(ALL.get(99));
    assertThat(locations(get("/api/places?limit=1"))).containsExactly(ALL.getFirst());
    assertThat(locations(get("/api/places?limit=1000"))).isEqualTo(ALL.subList(0, 1_000));
    assertThat(page.path("places").get(0).propertyNames())
        .containsExactly("location", "name", "city", "country", "lat", "lon", "servers");
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 100, 750, 1_000})
  void following_next_to_the_end_shows_each_place_once(int limit) {
    var seen = new ArrayList<String>();
    var page = get("/api/places?limit=" + limit);
    seen.addAll(locations(page));
    while (page.has("next")) {
      assertThat(locations(page)).as("a page before the last").hasSize(limit);
      page = get("/api/places?limit=" + limit + "&after=" + page.path("next").stringValue());
      seen.addAll(locations(page));
    }
    assertThat(locations(page)).as("the last page").isNotEmpty();
    assertThat(seen).isEqualTo(ALL);
  }

  @Test
  void there_is_nothing_after_the_last() {
    var page = get("/api/places?after=" + ALL.getLast());
    assertThat(locations(page)).isEmpty();
    assertThat(page.has("next")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "x", "", "1.5", "1e2", "99999999999", "%20"})
  void a_bad_limit_is_reported_with_its_field_and_bound(String limit) {
    refused(
        service.get("/api/places?limit=" + limit),
        400,
        "invalid-limit",
        "\"field\":\"limit\"",
        "\"bound\":\"a whole number from 1 to 1000\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "", "starbucks_6", "Starbucks_1", "%2e%2e", "%C3%A9"})
  void an_unknown_cursor_is_reported_with_its_field_and_bound(String after) {
    refused(
        service.get("/api/places?after=" + after),
        400,
        "invalid-after",
        "\"field\":\"after\"",
        "\"bound\":\"the location of a place\"");
  }

  @Test
  void the_cities_are_those_in_which_the_places_stand() {
    var cities = get("/api/places/cities").valueStream().toList();
    var names = new HashSet<String>();
    cities.forEach(city -> names.add(city.path("city").stringValue()));
    assertThat(names)
        .hasSameSizeAs(cities)
        .isEqualTo(new HashSet<>(Places.of(COUNT).stream().map(Place::city).toList()));
    assertThat(cities).allMatch(city -> city.path("places").intValue() > 0);
    assertThat(cities.stream().mapToInt(city -> city.path("places").intValue()).sum())
        .isEqualTo(COUNT);
    assertThat(cities.getFirst().propertyNames())
        .containsExactly("city", "country", "lat", "lon", "places");
  }

  @Test
  void there_is_nothing_else_and_nothing_to_write() {
    refused(service.get("/api/places/nowhere"), 404, "not-found");
    refused(service.get("/api/places/cities/atlantis"), 404, "not-found");
    refused(service.post("/api/places", "{}"), 405, "\"status\":405");
    refused(service.post("/api/places/cities", "{}"), 405, "\"status\":405");
  }
}
