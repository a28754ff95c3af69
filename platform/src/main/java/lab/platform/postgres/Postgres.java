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
 * Access to PostgreSQL that knows of failovers.
 *
 * <p>When the primary dies, every pooled connection is worth nothing at once, and each would cost
 * one more caller its request to find that out. So the first that fails has the pool let go of all
 * of them; new ones find the new primary, as the JDBC URL names all servers with {@code
 * targetServerType=primary}. A read is then tried once more. A write is not, as it may have taken
 * effect: that is for the client to decide, who has an idempotency key for it.
 *
 * <p>While a failover may be under way, callers wait for a connection; once PostgreSQL has been
 * away for longer than one takes, they are refused at once, and a background thread goes on trying.
 */
public final class Postgres {
  /** A failover takes less than this; whoever asks meanwhile waits. An outage takes longer. */
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
   * Runs a query, a second time if the connection turned out to be dead.
   *
   * @throws StoreUnavailableException if PostgreSQL cannot be asked now
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
   * @throws StoreUnavailableException if PostgreSQL cannot be asked now, or was lost before it said
   *     that it had done it
   */
  public <T> T write(Function<JdbcClient, T> statement) {
    return once(() -> statement.apply(jdbc));
  }

  /**
   * Runs several statements in one transaction, once. Each of them sees what was committed before
   * it, so that what the first has locked the others see as it is.
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
