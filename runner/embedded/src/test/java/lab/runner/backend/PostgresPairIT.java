package lab.runner.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import lab.runner.home.LabHome;
import lab.runner.home.PortBook;
import lab.runner.home.Secrets;
import lab.runner.node.NotPossible;
import lab.runner.process.Node;
import lab.servers.install.Installation;
import lab.servers.process.ProcessLauncher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subjects a pair of real servers to the faults that it promises to survive. */
class PostgresPairIT {
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private ProcessLauncher launcher;
  private Secrets secrets;
  private PostgresPair pair;

  @BeforeEach
  void aPair() throws IOException {
    var home = LabHome.from(Map.of("LAB_ROOT", folder.toString()));
    home.prepare();
    secrets = new Secrets(home.secrets());
    launcher = ProcessLauncher.open(home.directory());
    pair = newPair(home);
  }

  private PostgresPair newPair(LabHome home) throws IOException {
    Path data = home.data("test");
    var ports = new PortBook(data.resolve("ports.properties"));
    return new PostgresPair(
        new Workshop(home, data, ports, secrets, launcher, Clock.systemUTC()), 2, 100, told::add);
  }

  @AfterEach
  void end() {
    pair.close();
    launcher.close();
  }

  @Test
  void loses_no_acknowledged_row_when_the_primary_is_killed_and_takes_it_back_as_standby()
      throws Exception {
    upWithATable();
    var acknowledged = new CopyOnWriteArrayList<Integer>();
    var done = new AtomicBoolean();
    var writer = Thread.ofVirtual().start(() -> writeUntil(done, acknowledged));
    await().atMost(SOON).until(() -> acknowledged.size() > 50);

    node("postgres-1").kill();
    int atDeath = acknowledged.size();
    await().atMost(SOON).until(() -> acknowledged.size() > atDeath + 50);
    assertThat(role("postgres-2")).isEqualTo("primary");

    pair.start(node("postgres-1"));
    assertThat(role("postgres-1")).isEqualTo("standby");
    node("postgres-2").kill(); // at once, with writes under way
    await().atMost(SOON).until(() -> role("postgres-1").equals("primary"));
    int atSecondDeath = acknowledged.size();
    await().atMost(SOON).until(() -> acknowledged.size() > atSecondDeath + 10);
    done.set(true);
    writer.join();

    assertThat(rows()).containsAll(acknowledged);
  }

  @Test
  void continues_alone_without_its_standby_and_then_promotes_nobody() throws Exception {
    upWithATable();
    node("postgres-2").kill();
    await().atMost(SOON).ignoreExceptions().untilAsserted(() -> insert(1));
    assertThat(role("postgres-2")).isEqualTo("standby, behind");

    node("postgres-1").kill();
    assertThatThrownBy(() -> pair.start(node("postgres-2")))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("postgres-1 holds the newest data");
    pair.start(node("postgres-1"));
    assertThat(rows()).containsExactly(1);
    pair.start(node("postgres-2"));
    assertThat(role("postgres-2")).isEqualTo("standby");
  }

  @Test
  void with_failover_off_a_dead_primary_is_waited_for_and_with_failover_on_again_replaced()
      throws Exception {
    upWithATable();
    pair.configure(Map.of("failover", "off"));
    insert(1);
    node("postgres-1").kill();
    assertThatThrownBy(() -> insert(2)).isInstanceOf(SQLException.class);
    assertThat(role("postgres-1")).isEqualTo("primary");
    assertThat(role("postgres-2")).isEqualTo("standby");

    pair.start(node("postgres-1"));
    await().atMost(SOON).ignoreExceptions().untilAsserted(() -> insert(3));
    assertThat(rows()).containsExactly(1, 3);
    assertThat(role("postgres-1")).isEqualTo("primary");

    node("postgres-1").kill();
    assertThatThrownBy(() -> insert(4)).isInstanceOf(SQLException.class);
    pair.configure(Map.of());
    await().atMost(SOON).until(() -> role("postgres-2").equals("primary"));
    await().atMost(SOON).ignoreExceptions().untilAsserted(() -> insert(5));
    assertThat(rows()).containsExactly(1, 3, 5);
  }

  @Test
  void an_unknown_property_is_refused_with_the_known_ones() {
    assertThatThrownBy(() -> pair.configure(Map.of("ttl", "20")))
        .isInstanceOf(NotPossible.class)
        .hasMessage("postgres knows failover (on or off), not 'ttl'.");
    assertThatThrownBy(() -> pair.configure(Map.of("failover", "false")))
        .isInstanceOf(NotPossible.class)
        .hasMessage("postgres: failover is on or off, not 'false'.");
  }

  /**
   * A reader on the standby blocks the replay of a truncation that the standby misses while it is
   * frozen. So when the standby is back it receives changes, but no commit that waits for it can
   * return before the reader has finished.
   */
  @Test
  void
      a_frozen_standby_blocks_commits_only_for_a_while_and_counts_again_after_a_commit_that_waited_for_it()
          throws Exception {
    upWithATable();
    try (var reader = connect("postgres-2", "letters")) {
      execute(reader, "alter system set max_standby_streaming_delay = -1");
      execute(reader, "select pg_reload_conf()");
      execute(reader, "begin");
      execute(reader, "select * from letter");
      node("postgres-2").pause();
      await().atMost(SOON).ignoreExceptions().untilAsserted(() -> insert(1));
      execute("truncate letter");

      node("postgres-2").resume();
      await().atMost(SOON).until(this::aCommitWaitsForTheStandby);
      assertThat(role("postgres-2")).isEqualTo("standby, behind");
    }
    await().atMost(SOON).until(() -> role("postgres-2").equals("standby"));
  }

  @Test
  void a_primary_killed_on_the_way_up_is_named_and_the_next_up_succeeds() throws Exception {
    var killer =
        Thread.ofVirtual()
            .start(() -> {
              await().atMost(SOON).until(() -> node("postgres-1").isReady());
              node("postgres-1").kill();
            });
    assertThatThrownBy(() -> pair.up(told::add)).isInstanceOf(IOException.class);
    killer.join();
    assertThat(node("postgres-1").status().state()).isEqualTo("dead");
    if (node("postgres-2").hasProcess()) {
      node("postgres-2").kill();
    }
    pair.close();

    pair = newPair(LabHome.from(Map.of("LAB_ROOT", folder.toString())));
    upWithATable();
    assertThat(role("postgres-2")).isEqualTo("standby");
  }

  @Test
  void a_member_that_lost_its_disk_is_copied_from_the_other_and_an_empty_primary_is_never_copied()
      throws Exception {
    upWithATable();
    insert(1);
    pair.close();
    for (Node node : pair.nodes()) {
      node.stop();
    }
    wipe("postgres-1");
    pair = newPair(LabHome.from(Map.of("LAB_ROOT", folder.toString())));
    pair.up(told::add);
    assertThat(role("postgres-2")).isEqualTo("primary");
    assertThat(role("postgres-1")).isEqualTo("standby");
    assertThat(told)
        .contains(
            "postgres-1 has lost its data; postgres-2 is the primary now, with all that was"
                + " acknowledged");
    insert(2);

    pair.configure(Map.of("failover", "off"));
    node("postgres-2").kill();
    wipe("postgres-2");
    pair.start(node("postgres-2"));
    assertThat(role("postgres-1")).isEqualTo("primary");
    insert(3);

    node("postgres-2").kill();
    wipe("postgres-2");
    pair.start(node("postgres-2"));
    assertThat(role("postgres-2")).isEqualTo("standby");
    assertThat(rows()).containsExactly(1, 2, 3);

    List.of("postgres-2", "postgres-1").forEach(name -> node(name).kill());
    wipe("postgres-1");
    wipe("postgres-2");
    assertThatThrownBy(() -> pair.start(node("postgres-1")))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("start with empty databases");
  }

  private void wipe(String node) throws IOException {
    Installation.delete(
        LabHome.from(Map.of("LAB_ROOT", folder.toString())).data("test").resolve(node));
  }

  private void upWithATable() throws IOException, SQLException {
    pair.up(told::add);
    pair.createDatabase("letters", secrets.get("letters"));
    execute("create table letter (id int primary key)");
  }

  private Node node(String name) {
    return pair.nodes().stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  private String role(String name) {
    return node(name).status().role();
  }

  private void writeUntil(AtomicBoolean done, List<Integer> acknowledged) {
    for (int id = 1; !done.get(); id++) {
      try {
        insert(id);
        acknowledged.add(id);
      } catch (SQLException | IOException e) {
        // not acknowledged
      }
    }
  }

  private void insert(int id) throws SQLException, IOException {
    execute("insert into letter values (" + id + ") on conflict do nothing");
  }

  private void execute(String sql) throws SQLException, IOException {
    try (var connection =
        DriverManager.getConnection(pair.jdbcUrl("letters"), "letters", secrets.get("letters"))) {
      execute(connection, sql);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean aCommitWaitsForTheStandby() throws SQLException, IOException {
    String sql = "select from pg_stat_activity where wait_event = 'SyncRep'";
    try (var connection = connect("postgres-1", "postgres");
        var statement = connection.createStatement();
        var waiting = statement.executeQuery(sql)) {
      return waiting.next();
    }
  }

  /** Connects to this particular server as superuser. */
  private Connection connect(String node, String database) throws SQLException, IOException {
    String url = "jdbc:postgresql://%s/%s".formatted(node(node).status().address(), database);
    return DriverManager.getConnection(url, "postgres", secrets.get("postgres"));
  }

  private List<Integer> rows() throws SQLException, IOException {
    var rows = new ArrayList<Integer>();
    try (var connection =
            DriverManager.getConnection(
                pair.jdbcUrl("letters"), "letters", secrets.get("letters"));
        var statement = connection.createStatement();
        var found = statement.executeQuery("select id from letter order by id")) {
      while (found.next()) {
        rows.add(found.getInt(1));
      }
    }
    return rows;
  }
}
