package lab.runner.backend;

import static lab.runner.backend.PostgresMember.asking;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lab.runner.node.NodeKind;
import lab.runner.node.NotPossible;
import lab.runner.node.Pause;
import lab.runner.node.StartFailure;
import lab.runner.process.Node;
import lab.servers.postgres.PostgresBinaries;
import lab.servers.postgres.PostgresNode;
import lab.servers.postgres.PostgresServer;

/**
 * PostgreSQL: a single server, or a primary and its synchronous standby. This class and its {@link
 * PostgresSupervision} do what Patroni does elsewhere.
 *
 * <p><b>What it guarantees.</b> An acknowledged write survives the death of either server. This
 * rests on three rules. First, a standby counts as synchronous, and may be promoted, only after a
 * commit that waited for it was acknowledged; its status is stored ({@link PostgresState}) as the
 * last step when it becomes synchronous and as the first step when it ceases to be. Second, a
 * primary is replaced only when its processes are gone: that is the fencing, and there is no lease
 * to wait for, because the runner is their parent. Third, a former primary comes back as a copy of
 * its successor, never with writes that it alone had.
 *
 * <p><b>What it does not guarantee.</b> Without its standby, the primary continues alone (Patroni's
 * non-strict mode); if it then dies, there are no writes until it is started again. A paused
 * standby blocks commits until the primary notices the missing heartbeat, after about five seconds.
 */
public final class PostgresPair implements Backend {
  private static final String FAILOVER = "failover";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PostgresRoles roles;
  private final PostgresSupervision supervision;
  private final ReentrantLock lock = new ReentrantLock();
  private final Consumer<String> progress;

  /**
   * @param maxConnections how many connections clients may hold
   */
  public PostgresPair(Workshop workshop, int count, int maxConnections, Consumer<String> progress)
      throws IOException {
    roles =
        new PostgresRoles(
            workshop.data().resolve("postgres.properties"), NodeKind.POSTGRES.node(1));
    this.progress = progress;
    supervision = new PostgresSupervision(roles, lock, progress);
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
              Map.of("max_connections", String.valueOf(maxConnections)));
      var server = new PostgresServer(fixed, binaries, workshop.launcher());
      var node = workshop.node(new PostgresDriver(server, roles::state, this::changed));
      roles.add(new PostgresMember(server, node));
      node.onEnd(_ -> supervision.ended());
    }
  }

  /** A JDBC URL that always leads to the current primary. */
  public String jdbcUrl(String database) {
    String hosts =
        roles.members().stream()
            .map(member -> "127.0.0.1:" + member.server().node().port())
            .collect(Collectors.joining(","));
    return "jdbc:postgresql://%s/%s?targetServerType=primary".formatted(hosts, database);
  }

  /**
   * Creates a database, and a role of the same name that owns it, unless they exist. Waits if a
   * failover is in progress.
   */
  public void createDatabase(String name, String password) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        asking(() -> roles.primary().server().createDatabase(name, name, password));
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline || !supervision.isWatching()) {
          throw e;
        }
        Pause.of(Duration.ofMillis(100));
      }
    }
  }

  @Override
  public List<Node> nodes() {
    return roles.members().stream().map(PostgresMember::node).toList();
  }

  @Override
  public void up(Consumer<String> told) throws IOException {
    lock.lock();
    try {
      succeedTheLost(told);
      PostgresMember primary = roles.primary();
      Optional<PostgresMember> standby = roles.standby();
      boolean fresh = !primary.server().isInitialised();
      if (fresh) {
        primary.server().initialise();
        if (standby.isPresent()) {
          asking(() -> standby.get().server().cloneFrom(primary.server()));
        }
        roles.alone(primary);
      }
      startPrimary(primary);
      if (standby.isPresent()) {
        if (fresh) {
          asking(() -> primary.server().replicationSlot(standby.get().server()));
        }
        join(standby.get(), primary);
      }
      supervision.start();
      told.accept(
          "PostgreSQL is ready"
              + (standby.isPresent() ? " (primary and synchronous standby)" : ""));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes the standby the primary if the primary has lost its data and the standby has some: an
   * empty primary would be copied over all that is left. The standby need not be synchronous, as
   * there is nothing better to wait for.
   */
  private void succeedTheLost(Consumer<String> told) throws IOException {
    Optional<PostgresMember> standby =
        roles.standby().filter(member -> member.server().isInitialised());
    if (roles.primary().server().isInitialised() || standby.isEmpty()) {
      return;
    }
    var survivor = standby.get();
    boolean isWhole = roles.isSynchronous(survivor);
    told.accept(
        "%s has lost its data; %s is the primary now, with %s"
            .formatted(
                roles.primary().name(),
                survivor.name(),
                isWhole
                    ? "all that was acknowledged"
                    : "what it had received: the last writes may be lost"));
    roles.alone(survivor);
  }

  /**
   * Starts a standby on its own data if the primary has kept the WAL that it lacks, otherwise on a
   * fresh copy.
   */
  private void join(PostgresMember standby, PostgresMember primary) throws IOException {
    asking(() -> {
      if (standby.server().isInitialised() && primary.server().canResume(standby.server())) {
        standby.server().follow(primary.server());
      } else {
        standby.server().cloneFrom(primary.server());
      }
      primary.server().replicationSlot(standby.server());
    });
    standby.node().start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!standby.isStreamingFrom(primary)) {
      if (!primary.node().hasProcess()) {
        throw new StartFailure(primary.name(), "it ended meanwhile", primary.node().tail(15));
      }
      if (System.nanoTime() > deadline || !standby.node().hasProcess()) {
        throw new StartFailure(
            standby.name(), "it does not receive the primary's changes", standby.node().tail(15));
      }
      Pause.of(Duration.ofMillis(50));
    }
    supervision.makeSynchronous(standby, primary);
  }

  @Override
  public void start(Node node) throws IOException {
    lock.lock();
    try {
      PostgresMember starting = roles.member(node);
      if (!roles.primary().node().hasProcess()) {
        succeedTheLost(progress);
      }
      if (roles.isPrimary(starting)) {
        startPrimary(starting);
        return;
      }
      PostgresMember primary = roles.primary();
      if (!primary.node().isReady()) {
        throw new NotPossible(
            "%s holds the newest data and is not running; start it first."
                .formatted(primary.name()));
      }
      promoteUnlessIsPrimary(primary);
      join(starting, primary);
    } finally {
      lock.unlock();
    }
  }

  private void startPrimary(PostgresMember primary) throws IOException {
    if (!primary.server().isInitialised()) {
      throw new NotPossible(
          "%s has lost its data, and no other server has it. `./lab down` and `./lab up` start with empty databases."
              .formatted(primary.name()));
    }
    primary.node().start();
    promoteUnlessIsPrimary(primary);
  }

  /** Completes a promotion that was recorded but not carried out. */
  private static void promoteUnlessIsPrimary(PostgresMember primary) throws IOException {
    asking(() -> {
      if (primary.server().isInRecovery()) {
        primary.server().promote();
      }
    });
  }

  /**
   * Accepts {@code failover}: {@code on}, the default, or {@code off}. Takes effect at once,
   * without a restart.
   */
  @Override
  public void configure(Map<String, String> properties) {
    for (String name : properties.keySet()) {
      if (!name.equals(FAILOVER)) {
        throw new NotPossible("postgres knows failover (on or off), not '%s'.".formatted(name));
      }
    }
    String value = properties.getOrDefault(FAILOVER, "on");
    if (!value.equals("on") && !value.equals("off")) {
      throw new NotPossible("postgres: failover is on or off, not '%s'.".formatted(value));
    }
    supervision.promoting(value.equals("on"));
  }

  private Map<String, String> changed() {
    return supervision.isPromoting() ? Map.of() : Map.of(FAILOVER, "off");
  }

  @Override
  public void close() {
    supervision.close();
  }
}
