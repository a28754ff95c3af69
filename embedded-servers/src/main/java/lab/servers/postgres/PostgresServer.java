package lab.servers.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import lab.servers.install.Installation;
import lab.servers.process.Launch;
import lab.servers.process.ProcessLauncher;
import lab.servers.process.Readiness;
import lab.servers.process.ServerProcess;

/**
 * One PostgreSQL server of the lab: its data folder, how to start it, and operations on it while it
 * runs. It does not own the process: {@link #launch()} is passed to the {@link ProcessLauncher}.
 *
 * <p>The life of a pair:
 *
 * <pre>{@code
 * first.initialise();
 * second.cloneFrom(first);                // cold: neither runs
 * // start first, awaitReady; start second, awaitReady
 * first.replicationSlot(second);
 * first.synchronousStandby(Optional.of("postgres-2"));
 * // first is killed: its process is gone, which is the fencing
 * second.promote();
 * first.cloneFrom(second);                // hot: second keeps serving; then start first
 * second.synchronousStandby(Optional.of("postgres-1"));
 * }</pre>
 */
public final class PostgresServer {
  /** The one user that every server has from the start. */
  public static final String SUPERUSER = "postgres";

  private static final Duration PROMOTION = Duration.ofSeconds(30);
  private static final Duration RELOAD = Duration.ofSeconds(5);

  private final PostgresNode node;
  private final PostgresBinaries binaries;
  private final ProcessLauncher launcher;

  public PostgresServer(PostgresNode node, PostgresBinaries binaries, ProcessLauncher launcher) {
    this.node = node;
    this.binaries = binaries;
    this.launcher = launcher;
  }

  public PostgresNode node() {
    return node;
  }

  /** A password that needs no quoting in files, URLs and connection strings. */
  public static String newPassword() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  public boolean isInitialised() {
    return Files.exists(node.data().resolve("PG_VERSION"));
  }

  /** Whether its data folder is a standby's, running or not. */
  public boolean isStandby() {
    return PostgresConfiguration.isStandby(node);
  }

  /** Creates the data folder of a primary, unless it exists: about a second. */
  public void initialise() throws IOException {
    if (isInitialised()) {
      return;
    }
    new InitDb(node, binaries, launcher).run();
  }

  /**
   * Makes this server a standby of {@code primary} on a copy of its data; its previous data is
   * deleted. It must not be running. The primary may be: then its slot for this standby is created
   * as well.
   */
  public void cloneFrom(PostgresServer primary) throws IOException, SQLException {
    LockFile.clear(node.data());
    Path draft = node.directory().resolve("data.new");
    Files.createDirectories(node.directory());
    Installation.delete(draft);
    if (primary.answers()) {
      primary.dropSlot(this);
      primary.replicationSlot(this);
      try (var superuser = primary.connect("postgres", Duration.ZERO)) {
        DataCopy.hot(superuser, primary.node.data(), draft);
      }
    } else {
      LockFile.clear(primary.node.data()); // throws if that server is running
      DataCopy.cold(primary.node.data(), draft);
    }
    Installation.delete(node.data());
    Files.move(draft, node.data());
    follow(primary);
  }

  /** Makes the server a standby of {@code primary} at its next start, on its existing data. */
  public void follow(PostgresServer primary) throws IOException {
    PostgresConfiguration.follow(node, primary.node);
    launcher.own(node.directory());
  }

  /** How to start it. Writes its settings and clears the traces of a crash. */
  public Launch launch() throws IOException {
    if (!isInitialised()) {
      throw new IllegalStateException(node.name() + " has no data: initialise or clone it first");
    }
    LockFile.clear(node.data());
    PostgresConfiguration.write(node);
    Files.setPosixFilePermissions(node.data(), PosixFilePermissions.fromString("rwx------"));
    launcher.own(node.directory());
    return new Launch(
        node.name(),
        List.of(binaries.program("postgres"), "-D", node.data().toString()),
        Map.of("LC_ALL", "C"),
        folder(),
        node.log(),
        Launch.StopSignal.INT); // "fast" shutdown: disconnects clients, where TERM waits for them
  }

  private Path folder() {
    return node.directory();
  }

  /** Returns when it accepts connections (a standby: when it can be read). */
  public void awaitReady(ServerProcess process, Duration limit) throws IOException {
    Readiness.await(process, limit, this::answers);
  }

  /** Whether it accepts connections and the login. */
  public boolean answers() {
    try (var connection = connect("postgres")) {
      return connection.isValid(1);
    } catch (SQLException no) {
      return false;
    }
  }

  /** {@code jdbc:postgresql://127.0.0.1:PORT/database}. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + node.port() + "/" + database;
  }

  /** A connection of the superuser. */
  public Connection connect(String database) throws SQLException {
    return connect(database, Duration.ofSeconds(10));
  }

  private Connection connect(String database, Duration socketTimeout) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("password", node.password());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("socketTimeout", String.valueOf(socketTimeout.toSeconds()));
    properties.setProperty("ApplicationName", "lab");
    return DriverManager.getConnection(jdbcUrl(database), properties);
  }

  /**
   * Promotes a standby to primary; returns when it accepts writes. The old primary must be gone.
   */
  public void promote() throws SQLException {
    try (var connection = connect("postgres", PROMOTION.plusSeconds(5))) {
      if (Sql.query(connection, "select pg_is_in_recovery()").equals("f")
          || Sql.query(connection, "select pg_promote(true, ?)", (int) PROMOTION.toSeconds())
              .equals("t")) {
        return;
      }
    }
    throw new SQLException(node.name() + " is not promoted after " + PROMOTION);
  }

  /** Whether it is a standby now. */
  public boolean isInRecovery() throws SQLException {
    return ask("select pg_is_in_recovery()").equals("t");
  }

  /** The names of the standbys that stream from it now. */
  public List<String> streamingStandbys() throws SQLException {
    String sql = "select application_name from pg_stat_replication where state = 'streaming'";
    try (var connection = connect("postgres");
        var rows = connection.createStatement().executeQuery(sql)) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  /**
   * Sets the standby whose confirmation every commit needs; empty: commits wait for none, and those
   * now waiting for a dead standby are released. Returns when in force.
   */
  public void synchronousStandby(Optional<String> standby) throws SQLException {
    String names = standby.map(name -> "FIRST 1 (\"" + name + "\")").orElse("");
    try (var connection = connect("postgres")) {
      // ALTER SYSTEM itself writes no WAL, so it never waits for the standby that it removes.
      Sql.execute(connection, "alter system set synchronous_standby_names = %L", names);
      Sql.query(connection, "select pg_reload_conf()");
      long deadline = System.nanoTime() + RELOAD.toNanos();
      while (!Sql.query(connection, "show synchronous_standby_names").equals(names)) {
        if (System.nanoTime() > deadline) {
          throw new SQLException(node.name() + " did not take up its synchronous standby");
        }
        Sql.query(connection, "select pg_sleep(0.01)");
      }
    }
  }

  /** The configured synchronous standby. */
  public Optional<String> synchronousStandby() throws SQLException {
    String names = ask("show synchronous_standby_names");
    return names.isEmpty() ? Optional.empty() : Optional.of(names.replaceAll(".*\"(.*)\".*", "$1"));
  }

  /**
   * Makes the primary retain the WAL that this standby has not received yet, from now on and up to
   * {@code max_slot_wal_keep_size}; does nothing if it already does.
   */
  public void replicationSlot(PostgresServer standby) throws SQLException {
    try (var connection = connect("postgres")) {
      Sql.query(
          connection,
          """
          select pg_create_physical_replication_slot(name, true)::text
          from (select ?::name as name) wanted
          where not exists (select from pg_replication_slots where slot_name = name)
          """,
          standby.node.slot());
    }
  }

  /** Releases the WAL retained for a standby that is gone for good. */
  public void dropSlot(PostgresServer standby) throws SQLException {
    try (var connection = connect("postgres")) {
      Sql.query(
          connection,
          "select pg_drop_replication_slot(slot_name)::text from pg_replication_slots"
              + " where slot_name = ? and not active",
          standby.node.slot());
    }
  }

  /**
   * Whether this standby can resume from its own data: the WAL it lacks is still retained for it.
   */
  public boolean canResume(PostgresServer standby) throws SQLException {
    try (var connection = connect("postgres")) {
      return standby.isStandby()
          && Sql.query(
                  connection,
                  "select coalesce(wal_status, 'lost') from pg_replication_slots"
                      + " where slot_name = ?",
                  standby.node.slot())
              .matches("reserved|extended|unreserved");
    }
  }

  /** Creates a database and the role that owns it; what exists stays, the password is set. */
  public void createDatabase(String name, String owner, String password) throws SQLException {
    try (var connection = connect("postgres")) {
      boolean known =
          !Sql.query(connection, "select 1 from pg_roles where rolname = ?", owner).isEmpty();
      String verb = known ? "alter" : "create";
      Sql.execute(connection, verb + " role %I login password %L", owner, password);
      if (Sql.query(connection, "select 1 from pg_database where datname = ?", name).isEmpty()) {
        Sql.execute(connection, "create database %I owner %I", name, owner);
      }
    }
  }

  private String ask(String sql) throws SQLException {
    try (var connection = connect("postgres")) {
      return Sql.query(connection, sql);
    }
  }
}
