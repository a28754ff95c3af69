package lab.queuetracker.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import lab.platformtest.TestServers;
import lab.queuetracker.testing.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The nearest places and their waits, over HTTP; searched in Redis. */
class NearestOverHttpIT {
  private static final String SEATTLE = "lat=47.6&lon=-122.33";
  private static Service service;

  @BeforeAll
  static void start() {
    var settings = Service.on(TestServers.postgres().newDatabase());
    service = Service.start(settings, Map.of("lab.nearest.arm", "redis"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String nearest(String query) {
    var answer = service.get("/api/queues/nearest?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void finds_places_with_distance_length_and_wait_and_all_searches_agree() {
    String query = SEATTLE + "&radius=20000&limit=3";
    String found = nearest(query);
    assertThat(found)
        .contains("\"distance_m\":", "\"queue_length\":", "\"expected_wait_seconds\":")
        .contains("\"wait_range_seconds\":[");
    assertThat(found.split("\"location\"")).hasSize(4);
    for (String arm : new String[] {"index", "h3", "brute-force"}) {
      var phase = Map.of("lab.nearest.arm", arm, "lab.queues.places", "1000");
      try (var other = Service.start(Service.inMemory(), phase)) {
        assertThat(places(other.get("/api/queues/nearest?" + query).body()))
            .as(arm)
            .isEqualTo(places(found));
      }
    }
  }

  private static String places(String answer) {
    return answer.replaceAll("\"queue_length\".*?(?=\\}|$)", "");
  }

  @Test
  void works_without_redis() {
    String before = places(nearest(SEATTLE + "&radius=20000"));
    TestServers.redis().kill();
    try {
      assertThat(places(nearest(SEATTLE + "&radius=20000"))).isEqualTo(before);
      assertThat(service.get("/api/queue/starbucks_1").body())
          .isEqualTo("{\"source\":\"db\",\"queue_length\":5}");
    } finally {
      TestServers.redis().heal();
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> service.get("/api/queue/starbucks_1").body().contains("\"cache\""));
  }

  @Test
  void finds_nothing_in_the_middle_of_the_sea() {
    assertThat(nearest("lat=0&lon=-140")).isEqualTo("{\"places\":[]}");
    assertThat(nearest("lat=90&lon=0&radius=20037508&limit=1")).contains("\"location\"");
  }

  @Test
  void bad_input_is_reported_with_its_field_and_bound() {
    for (String query :
        new String[] {
          "lon=1",
          "lat=91&lon=1",
          "lat=NaN&lon=1",
          "lat=x&lon=1",
          "lat=1&lon=181",
          "lat=1&lon=1&radius=0",
          "lat=1&lon=1&radius=1e9",
          "lat=1&lon=1&limit=0",
          "lat=1&lon=1&limit=101"
        }) {
      var answer = service.get("/api/queues/nearest?" + query);
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.body())
          .containsPattern("\"field\":\"(lat|lon|radius|limit)\"")
          .containsPattern("a (whole )?number from");
    }
  }

  @Test
  void reports_the_wait_of_someone_who_joins_now() {
    service.post("/api/queue/starbucks_4/update", "{\"length\":0}");
    assertThat(service.get("/api/queue/starbucks_4/wait").body())
        .contains("\"expected_wait_seconds\":0", "\"wait_range_seconds\":[0,0]");
    service.post("/api/queue/starbucks_4/update", "{\"length\":100}");
    assertThat(service.get("/api/queue/starbucks_4/wait").body())
        .contains("\"queue_length\":100")
        .doesNotContain("\"expected_wait_seconds\":0,");
  }
}
