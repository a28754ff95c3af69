package lab.platformtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.net.ConnectException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every module's tests rely on, for both kinds of servers. */
class TestServersIT {
  private static final Duration BOUND = Duration.ofMinutes(3);

  @AfterEach
  void heal() {
    TestServers.postgres().heal();
  }

  @Test
  void a_server_is_started_once_for_all() {
    assertThat(TestServers.postgres()).isSameAs(TestServers.postgres());
    assertThat(TestServers.redis()).isSameAs(TestServers.redis());
    assertThat(TestServers.kafka()).isSameAs(TestServers.kafka());
  }

  @Test
  void each_database_is_new_empty_and_belongs_to_its_owner() throws Exception {
    var one = TestServers.postgres().newDatabase();
    var other = TestServers.postgres().newDatabase();

    try (var connection = connect(one)) {
      execute(connection, "create table t (id int)");
    }
    try (var connection = connect(other)) {
      execute(connection, "create table t (id int)");
      try (var rows = connection.createStatement().executeQuery("show server_version_num")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isBetween(180_000, 189_999);
      }
    }
  }

  @Test
  void postgresql_keeps_address_and_data_through_a_kill() throws Exception {
    var postgres = TestServers.postgres();
    var database = postgres.newDatabase();
    try (var connection = connect(database)) {
      execute(connection, "create table t as select 7 as id");
      postgres.kill();
      assertThatThrownBy(() -> execute(connection, "select 1")).isInstanceOf(SQLException.class);
    }
    assertThatThrownBy(() -> connect(database)).isInstanceOf(SQLException.class);

    postgres.start();
    postgres.start(); // the second call does nothing

    try (var connection = connect(database);
        var rows = connection.createStatement().executeQuery("select id from t")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(7);
    }
  }

  @Test
  void a_paused_postgresql_hangs_until_it_is_resumed() throws Exception {
    var postgres = TestServers.postgres();
    var database = postgres.newDatabase();
    postgres.pause();
    var hanging =
        new PostgresUnderTest.Database(
            database.url() + "?loginTimeout=1&socketTimeout=1",
            database.username(),
            database.password());
    assertThatThrownBy(() -> connect(hanging)).isInstanceOf(SQLException.class);

    postgres.resume();

    try (var connection = connect(database)) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void redis_is_a_cluster_that_keeps_its_address_through_a_kill_and_forgets() {
    try (var redis = TestServers.newRedis();
        var client = RedisClusterClient.create(uris(redis))) {
      var commands = client.connect().sync();
      commands.set("a", "1");
      commands.set("b", "2");
      assertThat(commands.get("a")).isEqualTo("1");

      redis.kill();
      assertThatThrownBy(() -> commands.get("a")).isInstanceOf(RuntimeException.class);
      redis.start();

      await().atMost(BOUND).ignoreExceptions().until(() -> commands.get("a") == null);
      redis.pause();
      assertThatThrownBy(() -> commands.get("a")).isInstanceOf(RuntimeException.class);
      redis.heal();
      await().atMost(BOUND).ignoreExceptions().until(() -> "OK".equals(commands.set("a", "3")));
    }
  }

  @Test
  void a_separate_server_is_gone_once_closed_even_while_it_is_paused() {
    var redis = TestServers.newRedis();
    var node = redis.nodes().split(":");
    redis.pause();

    redis.close();
    redis.close(); // the second call does nothing

    assertThatThrownBy(() -> new Socket(node[0], Integer.parseInt(node[1])).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void kafka_keeps_what_it_acknowledged_through_a_kill() throws Exception {
    var kafka = TestServers.kafka();
    kafka.newTopic("contract", 1);
    send(kafka, "kept");
    kafka.kill();
    kafka.start();
    send(kafka, "new");

    assertThat(received(kafka, 2)).containsExactly("kept", "new");
  }

  private static List<RedisURI> uris(RedisUnderTest redis) {
    return List.of(redis.nodes().split(",")).stream()
        .map(node -> RedisURI.create("redis://" + node + "?timeout=5s"))
        .toList();
  }

  private static Connection connect(PostgresUnderTest.Database database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.username(), database.password());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void send(KafkaUnderTest kafka, String value) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("contract", 0, null, value)).get();
    }
  }

  private static List<String> received(KafkaUnderTest kafka, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            "contract",
            "auto.offset.reset",
            "earliest");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("contract"));
      await()
          .atMost(BOUND)
          .until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
            return values.size() >= count;
          });
    }
    return values;
  }
}
