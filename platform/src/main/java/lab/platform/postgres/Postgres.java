package lab.platform.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import lab.platform.resilience.StoreUnavailableException;
import lab.platform.tracing.Tracing;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Access to PostgreSQL that expects failovers.
 *
 * <p>When the primary dies, every pooled connection is dead at once, and each would cost one more
 * caller its request to find that out. So the first that fails makes the pool drop all of them; new
 * connections find the new primary, because the JDBC URL names all servers with {@code
 * targetServerType=primary}. A read is then retried once. A write is not, because it may have taken
 * effect: the client, which has an idempotency key for this, must decide.
 *
 * <p>While a failover may be in progress, callers wait for a connection; once PostgreSQL has been
 * away for longer than a failover takes, they are refused at once, and a background thread keeps
 * trying.
 */
public final class Postgres {
  /** A failover takes less than this, and callers wait for it. An outage takes longer. */
  private static final Duration FAILOVER = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final HikariDataSource pool;
  private final TransactionTemplate transactions;
  private final ReconnectingDataSource connections;
  private final Tracing tracing;

  Postgres(
      JdbcClient jdbc, HikariDataSource pool, ReconnectingDataSource connections, Tracing tracing) {
    this.jdbc = jdbc;
    this.pool = pool;
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
    this.connections = connections;
    this.tracing = tracing;
  }

  /**
   * Runs a query, and once more if the connection turned out to be dead.
   *
   * @throws StoreUnavailableException if PostgreSQL is unavailable
   */
  public <T> T read(Function<JdbcClient, T> query) {
    refuseIfAway();
    try {
      return tracing.call("PostgreSQL read", () -> query.apply(jdbc));
    } catch (DataAccessException e) {
      if (!evictedAfter(e)) {
        throw translate(e);
      }
    }
    return write(query);
  }

  /**
   * Runs a statement once.
   *
   * @throws StoreUnavailableException if PostgreSQL is unavailable, or was lost before it confirmed
   *     the statement, which may then have taken effect
   */
  public <T> T write(Function<JdbcClient, T> statement) {
    return once(() -> statement.apply(jdbc));
  }

  /**
   * Runs several statements in one transaction, once. Each statement sees what was committed before
   * it began (READ COMMITTED): if the first locks a row, those after it see the row's current
   * state.
   *
   * @throws StoreUnavailableException as {@link #write}
   */
  public <T> T transact(Function<JdbcClient, T> statements) {
    return once(() -> transactions.execute(_ -> statements.apply(jdbc)));
  }

  private <T> T once(Supplier<T> statements) {
    refuseIfAway();
    try {
      return tracing.call("PostgreSQL write", statements);
    } catch (DataAccessException | TransactionException e) {
      boolean away = evictedAfter(e) || e instanceof CannotCreateTransactionException;
      throw away ? new StoreUnavailableException("PostgreSQL went away", e) : translate(e);
    }
  }

  private boolean evictedAfter(RuntimeException failure) {
    SQLException cause = Outages.sqlException(failure);
    if (cause == null
        || Outages.isOverloaded(cause)
        || !Outages.isServerGone(cause.getSQLState())) {
      return false;
    }
    if (pool.getHikariPoolMXBean() != null) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    return true;
  }

  private void refuseIfAway() {
    if (connections.isAwayFor(FAILOVER)) {
      throw new StoreUnavailableException("PostgreSQL is away");
    }
  }

  private static RuntimeException translate(RuntimeException failure) {
    SQLException cause = Outages.sqlException(failure);
    return cause != null && Outages.isOverloaded(cause)
        ? new StoreUnavailableException("PostgreSQL does not answer in time", failure)
        : failure;
  }
}
