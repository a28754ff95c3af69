package lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lab.platformtest.TestServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitor reports of a whole lab exactly what {@code docs/metrics.md} says. */
class MetricsContractIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final Path CONTRACT = Path.of("..", "docs", "metrics.md");
  private static final String TOPIC = "clicks";

  @TempDir static Path temp;
  private static Pairs pairs;
  private static HttpServer service;
  private static Monitor monitor;

  @BeforeAll
  static void lab() throws Exception {
    pairs = new Pairs(temp);
    service = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    service.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    service.start();
    String kafka = TestServers.kafka().bootstrapServers();
    someRecordsAndAGroup(kafka);
    var nodes = new ArrayList<>(pairs.nodes());
    nodes.add(new MonitoredNode("kafka-1", "kafka", new Question.KafkaQuestion(kafka, 1, "")));
    URI health = URI.create("http://127.0.0.1:%d/health".formatted(service.getAddress().getPort()));
    nodes.add(new MonitoredNode("gateway-1", "gateway", new Question.HealthQuestion(health)));
    Usage usage = _ -> Optional.of(new Usage.Used(1024, 1.5));
    monitor = new Monitor(() -> nodes, usage, Clock.systemUTC(), Duration.ofMillis(250));
    monitor.faults().begin("redis-1", "pause");
    monitor.start();
    await()
        .atMost(BOUND)
        .until(() ->
            Scrape.of(monitor).values().keySet().stream()
                .anyMatch(series -> series.startsWith("lab_kafka_consumer_lag")));
    await().atMost(BOUND).until(() -> value("lab_redis_replica_link_up", "redis-2") == 1);
    await().atMost(BOUND).until(() -> value("lab_redis_cluster_ok", "redis-1") == 1);
  }

  private static void someRecordsAndAGroup(String kafka) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka));
        var producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka),
                new StringSerializer(),
                new StringSerializer())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
      for (int i = 0; i < 10; i++) {
        var _ = producer.send(new ProducerRecord<>(TOPIC, i % 2, "key", "value")).get();
      }
      var seven = Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(2));
      admin.alterConsumerGroupOffsets("counters", seven).all().get();
    }
  }

  @AfterAll
  static void end() {
    monitor.close();
    service.stop(0);
    pairs.close();
  }

  private static double value(String metric, String node) {
    return Scrape.of(monitor).value(metric, node).orElse(Double.NaN);
  }

  /** A line of the contract's table. */
  private record Line(String type, Set<String> tags) {}

  private static Map<String, Line> contract() throws IOException {
    var lines = new TreeMap<String, Line>();
    boolean inside = false;
    for (String line : Files.readAllLines(CONTRACT)) {
      inside = line.startsWith("## ") ? line.startsWith("## Nodes, backends, faults") : inside;
      if (inside && line.startsWith("| `")) {
        String[] cells = line.split("\\s*\\|\\s*", -1);
        var tags = new TreeSet<>(List.of(cells[4].split(", ", -1)));
        lines.put(cells[1].replace("`", ""), new Line(cells[2], tags));
      }
    }
    return lines;
  }

  @Test
  void every_metric_of_the_contract_is_reported_and_no_other() throws IOException {
    var contract = contract();
    var scrape = Scrape.of(monitor);

    assertThat(scrape.labels().keySet()).isEqualTo(contract.keySet());
    assertThat(contract).hasSizeGreaterThan(25);
    contract.forEach((name, line) -> {
      assertThat(scrape.types()).containsEntry(name, line.type());
      assertThat(scrape.labels().get(name)).as(name).isEqualTo(line.tags());
    });
  }

  @Test
  void the_figures_are_those_of_this_lab() {
    var scrape = Scrape.of(monitor).values();
    assertThat(scrape)
        .containsEntry(postgres("lab_postgres_primary", 1, ""), 1.0)
        .containsEntry(postgres("lab_postgres_primary", 2, ""), 0.0)
        .containsEntry(postgres("lab_postgres_standbys", 1, ",sync=\"sync\""), 1.0)
        .containsEntry(postgres("lab_postgres_standbys", 1, ",sync=\"async\""), 0.0)
        .doesNotContainKey(postgres("lab_postgres_standbys", 2, ",sync=\"sync\""))
        .containsKey(postgres("lab_postgres_replication_lag_bytes", 1, ""))
        .containsKey(postgres("lab_postgres_replication_lag_bytes", 2, ""))
        .containsEntry(postgres("lab_postgres_connections", 2, ",state=\"active\""), 1.0)
        .containsEntry(postgres("lab_postgres_connections_max", 1, ""), 100.0)
        .containsEntry("lab_redis_slots{kind=\"redis\",node=\"redis-1\"}", 16384.0)
        .containsEntry("lab_redis_slots{kind=\"redis\",node=\"redis-2\"}", 0.0)
        .containsEntry("lab_redis_primary{kind=\"redis\",node=\"redis-2\"}", 0.0)
        .doesNotContainKey("lab_redis_replica_link_up{kind=\"redis\",node=\"redis-1\"}")
        .containsEntry("lab_redis_memory_max_bytes{kind=\"redis\",node=\"redis-1\"}", 33554432.0)
        .containsEntry("lab_kafka_controller{kind=\"kafka\",node=\"kafka-1\"}", 1.0)
        .containsEntry("lab_kafka_partitions{topic=\"clicks\"}", 2.0)
        .containsEntry("lab_kafka_in_sync_replicas{topic=\"clicks\"}", 1.0)
        .containsEntry("lab_kafka_records_total{topic=\"clicks\"}", 10.0)
        .containsEntry("lab_kafka_consumer_lag{group=\"counters\",topic=\"clicks\"}", 3.0);
    assertThat(value("lab_postgres_database_bytes", "postgres-1")).isGreaterThan(1e6);
    assertThat(value("lab_kafka_leaders", "kafka-1")).isGreaterThanOrEqualTo(2);
  }

  private static String postgres(String metric, int number, String more) {
    return "%s{kind=\"postgres\",node=\"postgres-%d\"%s}".formatted(metric, number, more);
  }
}
