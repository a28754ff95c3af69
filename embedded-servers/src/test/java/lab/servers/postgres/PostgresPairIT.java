package lab.servers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lab.servers.TestFolders;
import lab.servers.process.Launch;
import lab.servers.process.Ports;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of a pair, step by step on the same two servers. */
@TestMethodOrder(OrderAnnotation.class)
class PostgresPairIT {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final String PASSWORD = PostgresServer.newPassword();

  @TempDir static Path temp;
  private static ProcessLauncher launcher;
  private static PostgresServer first;
  private static PostgresServer second;
  private static ServerProcess firstProcess;
  private static ServerProcess secondProcess;

  @BeforeAll
  static void open() throws Exception {
    Path lab = TestFolders.lab(temp);
    var binaries = PostgresBinaries.install(TestFolders.cache());
    launcher = ProcessLauncher.open(lab, List.of(binaries.folder()));
    var ports = Ports.free(2);
    first = server(lab, "postgres-1", ports.get(0), binaries);
    second = server(lab, "postgres-2", ports.get(1), binaries);
  }

  private static PostgresServer server(Path lab, String name, int port, PostgresBinaries binaries) {
    var node =
        new PostgresNode(
            name, lab.resolve(name), lab.resolve(name + ".log"), port, PASSWORD, Map.of());
    return new PostgresServer(node, binaries, launcher);
  }

  @AfterAll
  static void close() {
    launcher.close();
  }

  private static ServerProcess start(PostgresServer server) throws IOException {
    var process = launcher.launch(server.launch());
    server.awaitReady(process, BOUND);
    return process;
  }

  @Test
  @Order(1)
  void a_copy_of_the_primary_streams_from_it() throws Exception {
    first.initialise();
    first.initialise(); // the second call does nothing
    second.cloneFrom(first);
    firstProcess = start(first);
    first.replicationSlot(second);
    secondProcess = start(second);

    assertThat(first.isInRecovery()).isFalse();
    assertThat(second.isInRecovery()).isTrue();
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(first.streamingStandbys()).containsExactly("postgres-2"));
    first.synchronousStandby(Optional.of("postgres-2"));
    assertThat(first.synchronousStandby()).hasValue("postgres-2");
    assertThat(firstProcess.memoryBytes()).isBetween(5_000_000L, 120_000_000L);
  }

  @Test
  @Order(2)
  void a_database_is_made_once_and_its_owner_may_log_in_by_password_alone() throws Exception {
    first.createDatabase("url_shortener", "url_shortener", "old");
    first.createDatabase("url_shortener", "url_shortener", "it's new");

    var url = first.jdbcUrl("url_shortener");
    try (var connection = DriverManager.getConnection(url, "url_shortener", "it's new")) {
      connection.createStatement().execute("create table entries (id bigint primary key)");
    }
    assertThatThrownBy(() -> DriverManager.getConnection(url, "url_shortener", "old"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  @Order(3)
  void commits_continue_once_a_dead_standby_is_removed() throws Exception {
    secondProcess.kill();
    var waiting = Thread.ofVirtual().start(() -> insertOrThrow(first, -1));
    await().atMost(BOUND).until(() -> waitsForStandby(first));

    first.synchronousStandby(Optional.empty());

    waiting.join(BOUND);
    assertThat(waiting.isAlive()).isFalse();
    assertThat(first.canResume(second)).isTrue();
    secondProcess = start(second);
    first.synchronousStandby(Optional.of("postgres-2"));
    insert(first, -2);
    assertThat(ids(second)).contains(-1L, -2L); // remote_apply: what is acknowledged is visible
  }

  @Test
  @Order(4)
  void no_acknowledged_row_is_lost_when_the_primary_is_killed_and_the_standby_promoted()
      throws Exception {
    Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    var writer = new Writer(acknowledged);
    var thread = Thread.ofVirtual().start(writer);
    await().atMost(BOUND).until(() -> acknowledged.size() > 200);

    firstProcess.kill();
    int before = acknowledged.size();
    second.promote();
    await().atMost(BOUND).until(() -> acknowledged.size() > before + 200);
    writer.ended = true;
    thread.join(BOUND);

    assertThat(second.isInRecovery()).isFalse();
    assertThat(second.isStandby()).isFalse();
    assertThat(second.synchronousStandby()).isEmpty();
    assertThat(ids(second)).containsAll(acknowledged);
  }

  @Test
  @Order(5)
  void the_old_primary_rejoins_on_a_copy_of_the_new_one() throws Exception {
    assertThat(second.canResume(first)).isFalse();
    first.cloneFrom(second);
    firstProcess = start(first);
    second.synchronousStandby(Optional.of("postgres-1"));

    insert(second, -3);

    assertThat(first.isInRecovery()).isTrue();
    assertThat(ids(first)).isEqualTo(ids(second)).contains(-3L);
    assertThat(second.canResume(first)).isTrue();
  }

  @Test
  @Order(6)
  void a_killed_server_starts_although_its_pid_now_belongs_to_another_process() throws Exception {
    second.synchronousStandby(Optional.empty());
    secondProcess.kill();
    Path lock = second.node().directory().resolve("data/postmaster.pid");
    var lines = Files.readAllLines(lock);
    var stranger =
        launcher.launch(
            new Launch(
                "stranger", List.of("/bin/sleep", "600"), Map.of(), temp, temp.resolve("log")));
    lines.set(0, String.valueOf(stranger.pid()));
    Files.write(lock, lines);

    secondProcess = start(second);

    assertThat(ids(second)).contains(-3L);
    assertThatThrownBy(second::launch).hasMessageContaining("already runs");
    stranger.kill();
  }

  @Test
  @Order(7)
  void reports_the_logs_last_lines_when_it_does_not_start() throws Exception {
    firstProcess.terminate(BOUND);
    var node = first.node();
    var wrong =
        new PostgresNode(
            node.name(),
            node.directory(),
            node.log(),
            node.port(),
            PASSWORD,
            Map.of("shared_buffers", "many"));
    var server = new PostgresServer(wrong, PostgresBinaries.install(TestFolders.cache()), launcher);

    var process = launcher.launch(server.launch());
    assertThatThrownBy(() -> server.awaitReady(process, BOUND))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("postgres-1 ended with code 1")
        .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"many\"");
  }

  @Test
  @Order(8)
  void stops_in_order_though_clients_are_connected() throws Exception {
    try (var _ = second.connect("postgres")) {
      secondProcess.terminate(BOUND);
    }
    assertThat(secondProcess.onExit()).isCompletedWithValue(0);
  }

  private static boolean waitsForStandby(PostgresServer server) throws SQLException {
    try (var connection = server.connect("postgres");
        var rows =
            connection
                .createStatement()
                .executeQuery("select 1 from pg_stat_activity where wait_event = 'SyncRep'")) {
      return rows.next();
    }
  }

  private static void insertOrThrow(PostgresServer server, long id) {
    try {
      insert(server, id);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void insert(PostgresServer server, long id) throws SQLException {
    try (var connection = server.connect("url_shortener")) {
      insert(connection, id);
    }
  }

  private static void insert(Connection connection, long id) throws SQLException {
    try (var statement = connection.prepareStatement("insert into entries values (?)")) {
      statement.setLong(1, id);
      statement.execute();
    }
  }

  private static Set<Long> ids(PostgresServer server) throws SQLException {
    try (var connection = server.connect("url_shortener");
        var rows = connection.createStatement().executeQuery("select id from entries")) {
      Set<Long> ids = ConcurrentHashMap.newKeySet();
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
      return ids;
    }
  }

  /** Writes like a service: through the driver's list of hosts, whichever is primary. */
  private static final class Writer implements Runnable {
    private final Set<Long> acknowledged;
    private volatile boolean ended;

    Writer(Set<Long> acknowledged) {
      this.acknowledged = acknowledged;
    }

    @Override
    public void run() {
      String url =
          "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/url_shortener?targetServerType=primary"
                  .formatted(first.node().port(), second.node().port())
              + "&hostRecheckSeconds=0&connectTimeout=1&socketTimeout=2";
      long id = 0;
      while (!ended) {
        try (var connection = DriverManager.getConnection(url, "url_shortener", "it's new")) {
          while (!ended) {
            id++;
            insert(connection, id);
            acknowledged.add(id);
          }
        } catch (SQLException again) {
          Thread.onSpinWait(); // the primary is dead; the next connection finds its successor
        }
      }
    }
  }
}
