package lab.runner.backend;

import static lab.runner.backend.PostgresMember.asking;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import lab.runner.node.Pause;

/**
 * Watches the pair and acts by itself: it promotes the standby when the primary's process is gone,
 * lets the primary continue alone when the standby is away, and makes commits wait for the standby
 * again when it is back. The rules are explained in {@link PostgresPair}.
 */
final class PostgresSupervision implements AutoCloseable {
  private static final Duration WATCH = Duration.ofSeconds(1);
  private static final int MISSES_UNTIL_ALONE = 2;

  private final PostgresRoles roles;
  private final ReentrantLock lock;
  private final Consumer<String> progress;
  private volatile boolean watching;
  private volatile boolean promoting = true;
  private int misses;

  /**
   * @param lock guards changes of roles and starts of servers
   */
  PostgresSupervision(PostgresRoles roles, ReentrantLock lock, Consumer<String> progress) {
    this.roles = roles;
    this.lock = lock;
    this.progress = progress;
  }

  void start() {
    watching = true;
    Thread.ofVirtual().name("postgres-watch").start(this::watch);
  }

  /** Sets whether a dead primary is replaced. If not, the user has to start it again. */
  void promoting(boolean wanted) {
    if (promoting != wanted) {
      promoting = wanted;
      progress.accept("automatic failover of PostgreSQL is " + (wanted ? "on again" : "off"));
      ended(); // acts on what died meanwhile
    }
  }

  boolean isPromoting() {
    return promoting;
  }

  boolean isWatching() {
    return watching;
  }

  @Override
  public void close() {
    watching = false;
  }

  /**
   * A server's process has ended, in whatever way: checks at once instead of at the next interval.
   */
  void ended() {
    if (watching) {
      Thread.ofVirtual().name("postgres-failover").start(this::lookAgain);
    }
  }

  private void watch() {
    while (watching) {
      Pause.of(WATCH);
      lookAgain();
    }
  }

  /** Compares the actual with the desired state and takes the one step that is due. */
  private void lookAgain() {
    lock.lock();
    try {
      Optional<PostgresMember> standby = roles.standby();
      if (!watching || standby.isEmpty()) {
        return;
      }
      PostgresMember primary = roles.primary();
      if (!primary.node().hasProcess()) {
        failOver(standby.get());
      } else if (primary.node().isReady()) {
        superviseStandby(standby.get(), primary);
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("PostgreSQL: " + e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private void failOver(PostgresMember standby) throws IOException {
    if (!promoting || !standby.node().isReady() || !roles.isSynchronous(standby)) {
      return;
    }
    long begun = System.nanoTime();
    roles.alone(standby);
    asking(() -> standby.server().promote());
    progress.accept(
        "%s was promoted in %d ms"
            .formatted(standby.name(), (System.nanoTime() - begun) / 1_000_000));
  }

  private void superviseStandby(PostgresMember standby, PostgresMember primary) throws IOException {
    if (standby.isStreamingFrom(primary)) {
      if (!roles.isSynchronous(standby) && standby.node().isReady()) {
        makeSynchronous(standby, primary);
        progress.accept(standby.name() + " is synchronous again");
      }
      misses = 0;
    } else {
      standbyIsAway(standby, primary);
    }
  }

  /**
   * Asks the server, not the stored state, what is left to do, because an earlier step may have
   * failed half-way.
   */
  private void standbyIsAway(PostgresMember standby, PostgresMember primary) throws IOException {
    asking(() -> {
      if (primary.server().isInRecovery()) {
        primary.server().promote();
      }
      boolean isAwaited = primary.server().synchronousStandby().isPresent();
      if (isAwaited && (!standby.node().hasProcess() || ++misses >= MISSES_UNTIL_ALONE)) {
        roles.alone(primary);
        primary.server().synchronousStandby(Optional.empty());
        progress.accept(standby.name() + " is away; " + primary.name() + " goes on alone");
      }
    });
  }

  /**
   * Makes commits wait for the standby. Once the first such commit returns, everything acknowledged
   * before it is on the standby too.
   */
  void makeSynchronous(PostgresMember standby, PostgresMember primary) throws IOException {
    asking(() -> {
      primary.server().synchronousStandby(Optional.of(standby.name()));
      commitSomething(primary);
    });
    misses = 0;
    roles.synchronous(primary, standby);
  }

  /**
   * Commits a transaction that waits for the standby. It has to write something, because PostgreSQL
   * does not make a commit without writes wait. The checkpoint before it makes sure that the new
   * setting is in effect, as the server's processes share it through the checkpointer.
   */
  private static void commitSomething(PostgresMember primary) throws SQLException {
    try (var connection = primary.server().connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("checkpoint");
      statement.execute(
          "select pg_logical_emit_message(true, 'lab', 'the standby is synchronous')");
    }
  }
}
