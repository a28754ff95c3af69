package lab.urlshortener.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import lab.platformtest.PostgresUnderTest.Database;
import lab.platformtest.TestServers;
import lab.servers.process.Ports;
import lab.urlshortener.UrlShortenerApplication;
import lab.urlshortener.testing.Service;
import lab.urlshortener.testing.Stores;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Each click is counted once, whatever fails meanwhile. Each test has its own topic and database.
 */
class StatsIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final int PARTITIONS = 3;
  private static final int CODES = 50;

  private final String topic = "clicks-" + UUID.randomUUID();
  private final Database database = Stores.newDatabase();

  @BeforeEach
  void makeTopic() {
    TestServers.kafka().newTopic(topic, PARTITIONS);
  }

  @AfterEach
  void heal() {
    TestServers.postgres().heal();
    TestServers.kafka().heal();
  }

  private Map<String, String> settings() {
    var settings = new HashMap<>(Stores.settings(database));
    settings.put("lab.clicks.topic", topic);
    settings.put("lab.clicks.partitions", String.valueOf(PARTITIONS));
    settings.put("lab.stats.group", "stats-of-" + topic);
    return settings;
  }

  private Service start() {
    return Service.start(settings());
  }

  @Test
  void reports_how_often_a_link_was_followed_and_when_last() {
    try (var service = start()) {
      var before = Instant.now().minusSeconds(1);
      String code = service.shorten("https://example.com/");
      assertThat(service.get("/api/links/" + code + "/stats").body())
          .isEqualTo("{\"code\":\"" + code + "\",\"clicks\":0,\"lastClickAt\":null}");
      service.get("/" + code);
      service.send("HEAD", "/" + code);
      service.get("/" + code);

      await()
          .atMost(BOUND)
          .until(() -> service.get("/api/links/" + code + "/stats").body().contains("s\":2,"));
      String stats = service.get("/api/links/" + code + "/stats").body();
      String last = stats.replaceAll(".*\"lastClickAt\":\"([^\"]+)\".*", "$1");
      assertThat(Instant.parse(last)).isBetween(before, Instant.now().plusSeconds(1));
      assertThat(service.metrics()).containsPattern("lab_clicks_counted_total\\{[^}]*} 2.0");
    }
  }

  @Test
  void an_unknown_link_has_no_stats() {
    try (var service = start()) {
      for (String code : List.of("0000000", "not-a-code")) {
        var answer = service.get("/api/links/" + code + "/stats");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
            .hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:lab:problem:unknown-link");
      }
    }
  }

  @Test
  void a_counter_killed_in_the_middle_counts_every_click_once() throws Exception {
    int clicks = 10_000;
    publish(clicks);
    var victim = startProcess(Map.of("lab.stats.batch", "5"));
    long byTheVictim;
    try {
      await().atMost(BOUND).pollDelay(Duration.ZERO).until(() -> counted() > 100);
    } finally {
      victim.destroyForcibly().waitFor();
      byTheVictim = counted();
    }
    assertThat(byTheVictim).as("killed in the middle").isBetween(100L, clicks - 1L);

    try (var _ = start()) {
      await().atMost(BOUND).until(() -> counted() >= clicks);
      publish(1);
      await().atMost(BOUND).until(() -> counted() > clicks);
    }
    assertThat(counted()).isEqualTo(clicks + 1);
  }

  @Test
  void redelivery_counts_nothing_twice() throws Exception {
    publish(500);
    try (var service = start()) {
      await().atMost(BOUND).until(() -> counted() == 500);
      var counts = service.bean(ClickCounts.class);
      var partition = partition(0);
      long next = counts.next(partition);
      var again = List.of(new Clicked("0000000", Instant.now(), null));

      assertThat(counts.add(partition, 0, next, again)).isFalse();
      assertThat(counts.add(partition, next - 1, next + 1, again)).isFalse();
      assertThat(counted()).isEqualTo(500);
      assertThat(counts.next(partition)).isEqualTo(next);
    }
    try (var admin = admin()) {
      admin.deleteConsumerGroups(List.of("stats-of-" + topic)).all().get();
    }
    try (var _ = start()) {
      publish(1);
      await().atMost(BOUND).until(() -> counted() > 500);
    }
    assertThat(counted()).isEqualTo(501);
  }

  @Test
  void a_member_resumes_where_another_has_counted_its_partition() throws Exception {
    try (var service = start()) {
      publish(100);
      await().atMost(BOUND).until(() -> counted() == 100);
      var counts = service.bean(ClickCounts.class);
      for (int number = 0; number < PARTITIONS; number++) {
        var partition = partition(number);
        long next = counts.next(partition);
        var elsewhere = List.of(new Clicked("0000000", Instant.now(), null));
        assertThat(counts.add(partition, next, next + 1, elsewhere)).isTrue();
      }
      publish(300);

      await().atMost(BOUND).until(() -> counted() >= 400);
    }
    assertThat(counted()).isEqualTo(400);
  }

  @Test
  void postgres_and_kafka_die_and_each_click_is_counted_once() throws Exception {
    try (var service = Service.start(settings(), Map.of("lab.stats.batch", "20"))) {
      publish(5_000);
      await().atMost(BOUND).until(() -> counted() > 0);
      TestServers.postgres().kill();
      TestServers.kafka().kill();
      assertThat(service.get("/health").statusCode()).isEqualTo(200);
      TestServers.kafka().start();
      TestServers.postgres().start();
      publish(1_000);

      await().atMost(BOUND).until(() -> counted() >= 6_000);
    }
    assertThat(counted()).isEqualTo(6_000);
  }

  @Test
  void skips_what_kafka_deleted_and_what_is_no_click() throws Exception {
    publish(300);
    try (var admin = admin()) {
      var all = new HashMap<TopicPartition, RecordsToDelete>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(10));
      }
      admin.deleteRecords(all).all().get();
    }
    try (var producer = producer()) {
      producer.send(new ProducerRecord<>(topic, 0, "x", new byte[] {'{'})).get();
    }
    try (var _ = start()) {
      await().atMost(BOUND).until(() -> counted() >= 300 - 10 * PARTITIONS);
      publish(1);
      await().atMost(BOUND).until(() -> counted() > 300 - 10 * PARTITIONS);
    }
    assertThat(counted()).isEqualTo(300 - 10 * PARTITIONS + 1);
  }

  @Test
  void a_lost_topic_is_created_again_and_every_click_from_then_on_is_counted_once()
      throws Exception {
    try (var service = start()) {
      String code = service.shorten("https://example.com/");
      follow(service, code, 5);
      await().atMost(BOUND).until(() -> counted() == 5);
      var old = topicId();
      try (var admin = admin()) {
        admin.deleteTopics(List.of(topic)).all().get();
      }
      follow(service, code, 60);
      await().atMost(BOUND).until(() -> counted() >= 65);
      assertThat(topicId()).isNotEqualTo(old);
      follow(service, code, 1);
      await().atMost(BOUND).until(() -> counted() > 65);
    }
    assertThat(counted()).isEqualTo(66);
    try (var admin = admin()) {
      var partitions = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      assertThat(partitions.partitions()).hasSize(PARTITIONS);
    }
  }

  private static void follow(Service service, String code, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(service.get("/" + code).statusCode()).isEqualTo(302);
    }
  }

  private TopicIdPartition partition(int number) throws Exception {
    return new TopicIdPartition(topicId(), number, topic);
  }

  private Uuid topicId() throws Exception {
    try (var admin = admin()) {
      return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).topicId();
    }
  }

  @Test
  void a_request_tried_twice_is_one_click_whichever_instance_counts_it() throws Exception {
    publish(25, StatsIT::request);
    publish(25, StatsIT::request); // both tries are counted in the same batch
    try (var _ = start()) {
      await().atMost(BOUND).until(() -> counted() >= 25);
      publish(30, StatsIT::request); // five are new
      await().atMost(BOUND).until(() -> counted() >= 30);
    }
    try (var service = start()) { // another instance, which must read the seen requests
      publish(60, StatsIT::request);
      publish(40, _ -> ""); // not through the gateway
      await().atMost(BOUND).until(() -> counted() >= 100);
      var repeated = Pattern.compile("lab_clicks_repeated_total\\{[^}]*} 30\\.0");
      await().atMost(BOUND).until(() -> repeated.matcher(service.metrics()).find());
    }
    assertThat(counted()).isEqualTo(100);
  }

  @Test
  void only_the_last_requests_are_remembered() throws Exception {
    try (var _ = Service.start(settings(), Map.of("lab.stats.remember", "0"))) {
      publish(20, StatsIT::request);
      await().atMost(BOUND).until(() -> counted() == 20);
      publish(20, StatsIT::request);
      await().atMost(BOUND).until(() -> counted() == 40);
    }
    assertThat(number("SELECT count(*) FROM click_seen"))
        .as("of each partition its last batch")
        .isBetween(1L, (long) PARTITIONS);
  }

  /** A click's additional field. */
  private static String request(int number) {
    return ",\"request\":\"%016x\"".formatted(number);
  }

  private void publish(int clicks) throws Exception {
    publish(clicks, _ -> "");
  }

  private void publish(int clicks, IntFunction<String> more) throws Exception {
    try (var producer = producer()) {
      var acknowledgements = new ArrayList<java.util.concurrent.Future<?>>();
      for (int i = 0; i < clicks; i++) {
        String code = "%07d".formatted(i % CODES);
        String click =
            "{\"code\":\"%s\",\"at\":\"%s\",\"instance\":\"test\"%s}"
                .formatted(code, Instant.now(), more.apply(i));
        var event = new ProducerRecord<>(topic, code, click.getBytes(StandardCharsets.UTF_8));
        acknowledgements.add(producer.send(event));
      }
      for (var acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    }
  }

  /** The total of all links; 0 until there is an answer. */
  private long counted() {
    return number("SELECT coalesce(sum(clicks), 0) FROM click_count");
  }

  private long number(String query) {
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var sql = connection.createStatement();
        var sum = sql.executeQuery(query)) {
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
                UrlShortenerApplication.class.getName(),
                "--server.port=" + ports.get(0),
                "--management.server.port=" + ports.get(1)));
    var all = new HashMap<>(settings());
    all.putAll(more);
    all.forEach((name, value) -> command.add("--" + name + "=" + value));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Path.of("target", "stats-victim.log").toFile())
        .start();
  }

  private static KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()));
  }
}
