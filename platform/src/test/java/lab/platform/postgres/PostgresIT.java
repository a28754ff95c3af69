package lab.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lab.platform.resilience.StoreUnavailableException;
import lab.platform.startup.StartupRefusedException;
import lab.platform.testing.SomeService;
import lab.platformtest.TestServers;
import lab.servers.process.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;

class PostgresIT {
  private static final Duration BOUND = Duration.ofMinutes(3);

  private static final Map<String, String> STORES = SomeService.stores();

  private static SomeService service;
  private static Postgres postgres;

  @BeforeAll
  static void start() {
    service = SomeService.start(STORES);
    postgres = service.bean(Postgres.class);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void heal() {
    TestServers.postgres().heal();
  }

  private static void add(String name) {
    var _ = postgres.write(jdbc -> jdbc.sql("INSERT INTO thing VALUES (?)").param(name).update());
  }

  private static boolean has(String name) {
    return postgres.read(jdbc ->
        jdbc.sql("SELECT 1 FROM thing WHERE name = ?")
            .param(name)
            .query()
            .optionalValue()
            .isPresent());
  }

  @Test
  void reads_what_was_written() {
    add("a");

    assertThat(has("a")).isTrue();
    assertThat(has("b")).isFalse();
  }

  @Test
  void a_transaction_is_done_completely_or_not_at_all() {
    var both =
        postgres.transact(jdbc -> {
          int first = jdbc.sql("INSERT INTO thing VALUES ('first')").update();
          return first + jdbc.sql("INSERT INTO thing VALUES ('second')").update();
        });
    assertThat(both).isEqualTo(2);
    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(() ->
            postgres.transact(jdbc -> {
              int third = jdbc.sql("INSERT INTO thing VALUES ('third')").update();
              return third + jdbc.sql("INSERT INTO thing VALUES ('first')").update();
            }));
    assertThat(has("second")).isTrue();
    assertThat(has("third")).isFalse();
  }

  @Test
  void a_wrong_statement_is_no_outage() {
    add("twice");

    assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> add("twice"));
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> postgres.read(jdbc -> jdbc.sql("SELECT nothing").query().listOfRows()));
  }

  @Test
  void a_statement_that_takes_too_long_is_an_outage() {
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() ->
            postgres.write(jdbc ->
                jdbc.sql("SET statement_timeout = '10ms'; SELECT pg_sleep(60)")
                    .query()
                    .listOfRows()));
  }

  /** As after a failover, however long it took: the server is up, and every connection is dead. */
  @Test
  void a_read_does_not_fail_because_every_connection_is_dead() throws SQLException {
    add("kept");
    endAllConnections();

    assertThat(has("kept")).isTrue();
  }

  private static void endAllConnections() throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                STORES.get("spring.datasource.url"),
                STORES.get("spring.datasource.username"),
                STORES.get("spring.datasource.password"));
        var statement = connection.createStatement();
        var ended =
            statement.executeQuery(
                "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()")) {
      int count = 0;
      for (; ended.next(); count++) {
        assertThat(ended.getBoolean(1)).isTrue();
      }
      assertThat(count).isPositive();
    }
  }

  @Test
  void refuses_while_the_server_is_down_and_recovers_with_it() {
    TestServers.postgres().kill();

    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> has("a"));
    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> add("lost"));
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> postgres.transact(jdbc -> jdbc.sql("DELETE FROM thing").update()));
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThatThrownBy(() -> has("a")).hasMessage("PostgreSQL is away"));
    TestServers.postgres().start();
    await().atMost(BOUND).ignoreExceptions().until(() -> !has("lost"));
  }

  @Test
  void a_start_waits_for_the_server() throws Exception {
    var stores = SomeService.stores();
    TestServers.postgres().kill();
    var starting = CompletableFuture.supplyAsync(() -> SomeService.start(stores));
    TestServers.postgres().start();

    try (var other = starting.get()) {
      assertThat(other.port()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', spring.datasource.url is",
    "jdbc:nothing:x, spring.datasource.url is 'jdbc:nothing:x'.",
    "nowhere, PostgreSQL did not answer within PT0.1S."
  })
  void a_start_is_refused_with_a_reason(String url, String reason) {
    String nowhere = "jdbc:postgresql://127.0.0.1:" + Ports.free(1).getFirst() + "/x";
    var settings =
        Map.of(
            "spring.datasource.url",
            url.equals("nowhere") ? nowhere : url,
            "lab.postgres.startup-wait",
            "100ms");

    assertThatThrownBy(() -> SomeService.start(SomeService.stores(), settings))
        .rootCause()
        .isInstanceOf(StartupRefusedException.class)
        .hasMessageContaining(reason);
  }
}
