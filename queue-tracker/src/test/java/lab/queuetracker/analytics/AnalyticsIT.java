package lab.queuetracker.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import lab.platform.kafka.Ledger;
import lab.platformtest.PostgresUnderTest.Database;
import lab.platformtest.TestServers;
import lab.queuetracker.QueueTrackerApplication;
import lab.queuetracker.queue.Change;
import lab.queuetracker.queue.Change.Kind;
import lab.queuetracker.testing.Service;
import lab.servers.process.Ports;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each change is counted once, whatever fails meanwhile. Each test has its own topic and database.
 */
class AnalyticsIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final JsonMapper JSON = new JsonMapper();

  /** A Monday at midnight in Seattle, solar time. */
  private static final long MONDAY = Instant.parse("2026-01-05T08:00:00Z").toEpochMilli();

  private static final int PARTITIONS = 3;
  private static final int PLACES = 30;

  private final Database database = TestServers.postgres().newDatabase();
  private final Map<String, String> settings = Service.on(database);
  private final String topic = settings.get("lab.stream.topic");
  private int joined = 1;

  @BeforeEach
  void makeTopic() {
    TestServers.kafka().newTopic(topic, PARTITIONS);
  }

  @AfterEach
  void heal() {
    TestServers.postgres().heal();
    TestServers.kafka().heal();
  }

  private Service start() {
    return Service.start(settings);
  }

  private static JsonNode analytics(Service service, String location) {
    return JSON.readTree(service.get("/api/queue/" + location + "/analytics").body());
  }

  @Test
  void a_simulated_day_adds_up() throws Exception {
    var day = Changes.day("starbucks_1", MONDAY, 17, 1);
    publish(day);
    var truth = Changes.view("starbucks_1", day, HourOfWeek.aheadOfUtc(-122.33));
    try (var service = start()) {
      await().atMost(BOUND).until(() -> arrivals() == truth.arrivals());
      var told = analytics(service, "starbucks_1");

      assertThat(told).isEqualTo(JSON.readTree(JSON.writeValueAsString(truth)));
      assertThat(told.path("arrivals_per_hour").asDouble()).isBetween(30.0, 50.0);
      assertThat(told.path("service_rate_per_hour").asDouble()).isBetween(40.0, 80.0);
      assertThat(told.path("busiest_hours").size()).isEqualTo(5);
      assertThat(told.path("busiest_hours").path(0).path("hour").asInt()).isEqualTo(12);
      var law = told.path("littles_law");
      assertThat(law.path("relative_gap").asDouble()).isLessThan(1e-9);
      assertThat(law.path("holds").asBoolean()).isTrue();
      assertThat(service.metrics())
          .containsPattern("lab_analytics_counted_total\\{[^}]*} " + day.size() + "\\.0");
    }
  }

  @Test
  void reports_what_people_did_and_null_where_nothing_happened() {
    try (var service = start()) {
      assertThat(service.get("/api/queue/starbucks_2/analytics").body())
          .startsWith(
              "{\"location\":\"starbucks_2\",\"arrivals\":0,\"served\":0,\"left\":0,\"no_show\":0,"
                  + "\"arrivals_per_hour\":null,")
          .contains("\"busiest_hours\":[]", "\"holds\":null")
          .doesNotContain("NaN");
      service.post("/api/queue/starbucks_1/update", "{\"length\":0}");
      service.post("/api/queue/starbucks_1/join");
      service.post("/api/queue/starbucks_1/served");
      service.post("/api/queue/starbucks_1/join");
      service.post("/api/queue/starbucks_1/no-show");
      service.post("/api/queue/starbucks_1/update", "{\"length\":3}");

      await()
          .atMost(BOUND)
          .until(() -> analytics(service, "starbucks_1").path("no_show").asInt() == 1);
      var told = analytics(service, "starbucks_1");
      assertThat(told.path("arrivals").asInt()).isEqualTo(2);
      assertThat(told.path("served").asInt()).isEqualTo(1);
      assertThat(told.path("average_wait_seconds").isNumber()).isTrue();
      assertThat(told.path("littles_law").path("holds").asBoolean()).isTrue();
    }
  }

  @Test
  void a_counter_killed_in_the_middle_counts_every_change_once() throws Exception {
    int all = 6_000;
    join(all);
    var victim = startProcess(Map.of("lab.analytics.batch", "5"));
    long byTheVictim;
    try {
      await().atMost(BOUND).pollDelay(Duration.ZERO).until(() -> arrivals() > 100);
    } finally {
      victim.destroyForcibly().waitFor();
      byTheVictim = arrivals();
    }
    assertThat(byTheVictim).as("killed in the middle").isBetween(100L, all - 1L);

    try (var _ = start()) {
      await().atMost(BOUND).until(() -> arrivals() >= all);
      join(PLACES);
      await().atMost(BOUND).until(() -> arrivals() > all);
      await().atMost(BOUND).until(() -> arrivals() >= all + PLACES);
    }
    assertThat(arrivals()).isEqualTo(all + PLACES);
  }

  @Test
  void redelivery_counts_nothing_twice() throws Exception {
    join(300);
    try (var service = start()) {
      await().atMost(BOUND).until(() -> arrivals() == 300);
      var analytics = service.bean(Analytics.class);
      var partition = new TopicIdPartition(topicId(), 0, topic);
      long next = analytics.next(partition);
      for (long from : new long[] {0, next - 1, next + 1}) {
        var again = new Ledger.Batch(partition, from, from + 1, List.of());
        assertThat(analytics.enter(again, new TreeMap<>(), oneArrival())).isFalse();
      }
      assertThat(analytics.next(partition)).isEqualTo(next);
    }
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()))) {
      admin.deleteConsumerGroups(List.of("analytics-of-" + topic)).all().get();
    }
    joined = 1;
    join(300 + PLACES);
    try (var _ = start()) {
      await().atMost(BOUND).until(() -> arrivals() >= 300 + PLACES);
    }
    assertThat(arrivals()).isEqualTo(300 + PLACES);
  }

  private static TreeMap<WeekSums.Hour, HourSums> oneArrival() {
    return new TreeMap<>(
        Map.of(new WeekSums.Hour("starbucks_1", 0), new HourSums(1, 0, 0, 0, 0, 0, 0, 0, 0)));
  }

  @Test
  void members_come_and_go_and_each_change_is_counted_once() throws Exception {
    var slowly = Map.of("lab.analytics.batch", "5");
    try (var _ = Service.start(settings, slowly)) {
      join(1_500);
      await().atMost(BOUND).until(() -> arrivals() > 0);
      try (var _ = Service.start(settings, slowly)) {
        join(1_500);
        await().atMost(BOUND).until(() -> arrivals() > 1_500);
      }
      join(600);
      await().atMost(BOUND).until(() -> arrivals() >= 3_600);
    }
    assertThat(arrivals()).isEqualTo(3_600);
  }

  @Test
  void postgres_and_kafka_die_and_each_change_is_counted_once() throws Exception {
    try (var service = Service.start(settings, Map.of("lab.analytics.batch", "20"))) {
      join(3_000);
      await().atMost(BOUND).until(() -> arrivals() > 0);
      TestServers.postgres().kill();
      TestServers.kafka().kill();
      assertThat(service.get("/health").statusCode()).isEqualTo(200);
      TestServers.kafka().start();
      TestServers.postgres().start();
      join(600);
      await().atMost(BOUND).until(() -> arrivals() >= 3_600);
    }
    assertThat(arrivals()).isEqualTo(3_600);
  }

  private Uuid topicId() throws Exception {
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()))) {
      return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).topicId();
    }
  }

  /** One person after another, at one place after another. */
  private void join(int people) throws Exception {
    int first = joined - 1;
    joined += people;
    publish(
        IntStream.range(first, first + people)
            .mapToObj(i ->
                Changes.change(
                    "place_" + i % PLACES,
                    i / PLACES + 2,
                    Kind.JOINED,
                    i / PLACES + 1,
                    MONDAY + 1_000L * i,
                    null))
            .toList());
  }

  private void publish(List<Change> changes) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      var acknowledgements = new ArrayList<Future<?>>();
      for (Change change : changes) {
        var event = new ProducerRecord<>(topic, change.queue().location(), Changes.json(change));
        acknowledgements.add(producer.send(event));
      }
      for (var acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    }
  }

  /** The total of all places; 0 until there is an answer. */
  private long arrivals() {
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var sql = connection.createStatement();
        var sum = sql.executeQuery("SELECT coalesce(sum(arrivals), 0) FROM analytics_hour")) {
      sum.next();
      return sum.getLong(1);
    } catch (SQLException e) {
      return 0;
    }
  }

  /** The service in a process of its own, which can be killed. */
  private Process startProcess(Map<String, String> more) throws IOException {
    var ports = Ports.free(2);
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                QueueTrackerApplication.class.getName(),
                "--server.port=" + ports.get(0),
                "--management.server.port=" + ports.get(1)));
    var all = new HashMap<>(settings);
    all.putAll(more);
    all.forEach((name, value) -> command.add("--" + name + "=" + value));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Path.of("target", "analytics-victim.log").toFile())
        .start();
  }
}
