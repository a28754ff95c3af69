package lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lab.platformtest.KafkaUnderTest;
import lab.platformtest.PostgresUnderTest;
import lab.platformtest.RedisUnderTest;
import lab.platformtest.ServerUnderTest;
import lab.platformtest.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real servers, with faults injected while they are watched. */
class NodesIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final Duration EVERY = Duration.ofMillis(250);

  private static PostgresUnderTest postgres;
  private static RedisUnderTest redis;
  private static KafkaUnderTest kafka;
  private static MonitoredNode postgresNode;
  private static MonitoredNode redisNode;
  private static MonitoredNode kafkaNode;
  private volatile List<MonitoredNode> nodes = List.of();
  private Monitor monitor;

  @BeforeAll
  static void servers() {
    postgres = TestServers.newPostgres();
    redis = TestServers.newRedis();
    kafka = TestServers.newKafka();
    var database = postgres.newDatabase();
    postgresNode =
        new MonitoredNode(
            "postgres-1",
            "postgres",
            new Question.PostgresQuestion(
                database.url(), database.username(), database.password()));
    String[] address = redis.nodes().split(":", -1);
    redisNode =
        new MonitoredNode(
            "redis-1",
            "redis",
            new Question.RedisQuestion(address[0], Integer.parseInt(address[1]), ""));
    kafkaNode =
        new MonitoredNode(
            "kafka-1", "kafka", new Question.KafkaQuestion(kafka.bootstrapServers(), 1, ""));
  }

  @AfterAll
  static void end() {
    List.of(postgres, redis, kafka).forEach(ServerUnderTest::close);
  }

  @BeforeEach
  void watch() {
    nodes = List.of(postgresNode, redisNode, kafkaNode);
    monitor = new Monitor(() -> nodes, Usage.UNKNOWN, Clock.systemUTC(), EVERY);
    monitor.start();
    nodes.forEach(node -> awaitUp(node.name(), 1));
  }

  @AfterEach
  void heal() {
    monitor.close();
    List.of(postgres, redis, kafka).forEach(ServerUnderTest::heal);
  }

  private void awaitUp(String node, double up) {
    await(node + " up " + up)
        .atMost(BOUND)
        .until(() -> Scrape.of(monitor).value("lab_node_up", node).equals(Optional.of(up)));
  }

  private double redisCommands() {
    return Scrape.of(monitor).value("lab_redis_commands_total", "redis-1").orElse(-1.0);
  }

  private void awaitFreshNewsOfRedis() {
    for (int i = 0; i < 3; i++) {
      double before = redisCommands();
      await("news of redis-1").atMost(BOUND).until(() -> redisCommands() > before);
    }
  }

  private void dies_and_comes_back(ServerUnderTest server, String node) {
    server.kill();
    awaitUp(node, 0);
    assertThat(Scrape.of(monitor).toldOf(node)).containsExactly("lab_node_up");
    server.start();
    awaitUp(node, 1);
    assertThat(Scrape.of(monitor).value("lab_node_starts_total", node)).hasValue(2.0);
  }

  @Test
  void a_dead_postgres_is_down_and_reports_nothing_else() {
    dies_and_comes_back(postgres, "postgres-1");
  }

  @Test
  void a_dead_redis_is_down_and_reports_nothing_else() {
    dies_and_comes_back(redis, "redis-1");
  }

  @Test
  void a_dead_kafka_is_down_and_reports_nothing_else_not_even_topics() {
    await()
        .atMost(BOUND)
        .until(() -> Scrape.of(monitor).value("lab_kafka_controller", "kafka-1").isPresent());
    dies_and_comes_back(kafka, "kafka-1");
    kafka.kill();
    awaitUp("kafka-1", 0);
    assertThat(monitor.scrape()).doesNotContain("lab_kafka");
  }

  @Test
  void a_hanging_postgres_is_down_delays_no_other_and_counts_no_start_when_it_resumes() {
    postgres.pause();
    awaitUp("postgres-1", 0);
    awaitFreshNewsOfRedis();
    assertThat(Scrape.of(monitor).toldOf("postgres-1")).containsExactly("lab_node_up");
    postgres.resume();
    awaitUp("postgres-1", 1);
    assertThat(Scrape.of(monitor).value("lab_node_starts_total", "postgres-1")).hasValue(1.0);
  }

  @Test
  void a_hanging_kafka_is_down_and_delays_no_other() {
    kafka.pause();
    awaitUp("kafka-1", 0);
    awaitFreshNewsOfRedis();
    kafka.resume();
    awaitUp("kafka-1", 1);
  }

  @Test
  void nodes_come_and_go() {
    nodes = List.of(redisNode);
    await()
        .atMost(BOUND)
        .until(() ->
            Scrape.of(monitor).values().keySet().stream()
                .allMatch(series -> series.contains("redis-1")));
    nodes =
        List.of(
            redisNode,
            new MonitoredNode("redis-2", "redis", new Question.RedisQuestion("127.0.0.1", 1, "")));
    awaitUp("redis-2", 0);
    awaitUp("redis-1", 1);
  }
}
