package lab.runner.backend;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lab.runner.node.Node;
import lab.runner.node.Node.NotPossible;
import lab.runner.node.NodeKind;
import lab.runner.node.StartFailure;
import lab.servers.postgres.PostgresBinaries;
import lab.servers.postgres.PostgresNode;
import lab.servers.postgres.PostgresServer;

/**
 * PostgreSQL: a server alone, or a primary and its synchronous standby, with this class in
 * Patroni's place.
 *
 * <p><b>What it promises.</b> A write that was acknowledged survives the death of either server. It
 * rests on three rules. A standby counts as synchronous, and may be promoted, only from the moment
 * a commit made under it was acknowledged; that is written down first when it ends and last when it
 * begins ({@link PostgresState}). A primary is replaced only when its processes are gone: that is
 * the fence, and there is no lease to wait for, because the runner is their parent. And a server
 * that was primary comes back as a copy of its successor, never with what it alone wrote.
 *
 * <p><b>What it does not.</b> With the standby away, the primary goes on alone (Patroni's
 * non-strict mode), and its death then stops writes until it is started again. A paused standby
 * holds up commits until the primary misses its heartbeat, about five seconds.
 */
public final class PostgresPair implements Backend {
  private static final Duration WATCH = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MISSES_UNTIL_ALONE = 2;

  private final Consumer<String> progress;
  private final Path stateFile;
  private final List<PostgresServer> servers = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile PostgresState state;
  private volatile boolean watching;
  private int misses;

  public PostgresPair(Workshop workshop, int count, Consumer<String> progress) throws IOException {
    this.progress = progress;
    stateFile = workshop.data().resolve("postgres.properties");
    state = PostgresState.read(stateFile, new PostgresState(NodeKind.POSTGRES.node(1), ""));
    var binaries = PostgresBinaries.install(workshop.home().cache());
    for (int number = 1; number <= count; number++) {
      String name = NodeKind.POSTGRES.node(number);
      var fixed =
          new PostgresNode(
              name,
              workshop.data(name),
              workshop.home().log(name),
              workshop.ports().port(name),
              workshop.secrets().get("postgres"),
              Map.of());
      var server = new PostgresServer(fixed, binaries, workshop.launcher());
      var node = workshop.node(new PostgresDriver(server, () -> state));
      servers.add(server);
      nodes.add(node);
      node.onEnd(this::ended);
    }
  }

  /** For clients that always want the primary, whichever it is. */
  public String jdbcUrl(String database) {
    String hosts =
        servers.stream()
            .map(server -> "127.0.0.1:" + server.node().port())
            .collect(Collectors.joining(","));
    return "jdbc:postgresql://%s/%s?targetServerType=primary&hostRecheckSeconds=0&connectTimeout=1&loginTimeout=2&socketTimeout=5&tcpKeepAlive=true"
        .formatted(hosts, database);
  }

  /**
   * Makes a database and a role of the same name that owns it, unless they are there. A failover on
   * the way is waited for.
   */
  public void createDatabase(String name, String password) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        asking(() -> server(state.primary()).createDatabase(name, name, password));
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline || !watching) {
          throw e;
        }
        Node.pause(Duration.ofMillis(100));
      }
    }
  }

  @Override
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  @Override
  public void up(Consumer<String> told) throws IOException {
    lock.lock();
    try {
      PostgresServer primary = server(state.primary());
      Optional<PostgresServer> standby = other(state.primary());
      boolean fresh = !primary.isInitialised();
      if (fresh) {
        primary.initialise();
        if (standby.isPresent()) {
          asking(() -> standby.get().cloneFrom(primary));
        }
        state.write(stateFile);
      }
      node(primary).start();
      asking(() -> {
        if (primary.isInRecovery()) {
          primary
              .promote(); // the last runner ended between writing down the promotion and doing it
        }
      });
      if (standby.isPresent()) {
        if (fresh) {
          asking(() -> primary.replicationSlot(standby.get()));
        }
        join(standby.get(), primary);
      }
      watching = true;
      Thread.ofVirtual().name("postgres-watch").start(this::watch);
      told.accept(
          "PostgreSQL is ready"
              + (standby.isPresent() ? " (primary and synchronous standby)" : ""));
    } finally {
      lock.unlock();
    }
  }

  /** Starts a standby on the data it has, if the primary kept what it lacks, or on a fresh copy. */
  private void join(PostgresServer standby, PostgresServer primary) throws IOException {
    asking(() -> {
      if (standby.isInitialised() && primary.canResume(standby)) {
        standby.follow(primary);
      } else {
        standby.cloneFrom(primary);
      }
      primary.replicationSlot(standby);
    });
    node(standby).start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isStreaming(standby, primary)) {
      if (!node(primary).hasProcess()) {
        throw new StartFailure(primary.node().name(), "it ended meanwhile", node(primary).tail(15));
      }
      if (System.nanoTime() > deadline || !node(standby).hasProcess()) {
        throw new StartFailure(
            standby.node().name(),
            "it does not receive the primary's changes",
            node(standby).tail(15));
      }
      Node.pause(Duration.ofMillis(50));
    }
    makeSynchronous(standby, primary);
  }

  private static boolean isStreaming(PostgresServer standby, PostgresServer primary) {
    try {
      return primary.streamingStandbys().contains(standby.node().name());
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Everything acknowledged before is on the standby once a commit that waited for it came back.
   */
  private void makeSynchronous(PostgresServer standby, PostgresServer primary) throws IOException {
    String name = standby.node().name();
    asking(() -> {
      primary.synchronousStandby(Optional.of(name));
      commitSomething(primary);
    });
    misses = 0;
    become(new PostgresState(primary.node().name(), name));
  }

  /**
   * A commit that waits for the standby. It has to write something, for a commit that wrote nothing
   * waits for nobody; and the checkpoint before it has the server's processes take up the new
   * setting, which they share through the checkpointer.
   */
  private static void commitSomething(PostgresServer primary) throws SQLException {
    try (var connection = primary.connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("checkpoint");
      statement.execute(
          "select pg_logical_emit_message(true, 'lab', 'the standby is synchronous')");
    }
  }

  @Override
  public void start(Node node) throws IOException {
    lock.lock();
    try {
      PostgresServer starting = server(node.name());
      if (state.primary().equals(node.name())) {
        node.start();
        return;
      }
      PostgresServer primary = server(state.primary());
      if (!node(primary).isReady()) {
        throw new NotPossible(
            "%s holds the newest data and is not running; start it first."
                .formatted(state.primary()));
      }
      join(starting, primary);
    } finally {
      lock.unlock();
    }
  }

  /** A server's process is gone, in whatever way. */
  private void ended(Node node) {
    if (watching) {
      Thread.ofVirtual().name("postgres-failover").start(this::lookAgain);
    }
  }

  private void watch() {
    while (watching) {
      Node.pause(WATCH);
      lookAgain();
    }
  }

  /** Compares what is with what should be, and does the one step that is due. */
  private void lookAgain() {
    lock.lock();
    try {
      Optional<PostgresServer> standby = other(state.primary());
      if (!watching || standby.isEmpty()) {
        return;
      }
      PostgresServer primary = server(state.primary());
      if (!node(primary).hasProcess()) {
        failOver(standby.get());
      } else if (node(primary).isReady()) {
        superviseStandby(standby.get(), primary);
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("PostgreSQL: " + e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private void failOver(PostgresServer standby) throws IOException {
    String name = standby.node().name();
    if (!node(standby).isReady() || !state.synchronous().equals(name)) {
      return;
    }
    long begun = System.nanoTime();
    become(new PostgresState(name, ""));
    asking(standby::promote);
    progress.accept(
        "%s was promoted in %d ms".formatted(name, (System.nanoTime() - begun) / 1_000_000));
  }

  private void superviseStandby(PostgresServer standby, PostgresServer primary) throws IOException {
    boolean isSynchronous = !state.synchronous().isEmpty();
    if (isStreaming(standby, primary)) {
      if (!isSynchronous && node(standby).isReady()) {
        makeSynchronous(standby, primary);
        progress.accept(standby.node().name() + " is synchronous again");
      }
      misses = 0;
    } else {
      standbyIsAway(standby, primary);
    }
  }

  /** Asks the server, not the notes, what is still to be done: a step may have failed half-way. */
  private void standbyIsAway(PostgresServer standby, PostgresServer primary) throws IOException {
    asking(() -> {
      if (primary.isInRecovery()) {
        primary.promote();
      }
      boolean isAwaited = primary.synchronousStandby().isPresent();
      if (isAwaited && (!node(standby).hasProcess() || ++misses >= MISSES_UNTIL_ALONE)) {
        become(new PostgresState(primary.node().name(), ""));
        primary.synchronousStandby(Optional.empty());
        progress.accept(
            standby.node().name() + " is away; " + primary.node().name() + " goes on alone");
      }
    });
  }

  private void become(PostgresState next) throws IOException {
    next.write(stateFile);
    state = next;
  }

  private PostgresServer server(String name) {
    return servers.stream()
        .filter(server -> server.node().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NotPossible("There is no " + name + "."));
  }

  private Optional<PostgresServer> other(String name) {
    return servers.stream().filter(server -> !server.node().name().equals(name)).findFirst();
  }

  private Node node(PostgresServer server) {
    return nodes.get(servers.indexOf(server));
  }

  @Override
  public void close() {
    watching = false;
  }

  /** A step that asks a server something. */
  private interface Step {
    void run() throws IOException, SQLException;
  }

  private static void asking(Step step) throws IOException {
    try {
      step.run();
    } catch (SQLException e) {
      throw new IOException("PostgreSQL: " + e.getMessage(), e);
    }
  }
}
