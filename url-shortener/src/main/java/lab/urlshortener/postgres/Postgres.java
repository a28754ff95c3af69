package lab.urlshortener.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Access to PostgreSQL that knows of failovers.
 *
 * <p>When the primary dies, every pooled connection is worth nothing at once, and each would cost
 * one more caller its request to find that out. So the first that fails has the pool let go of all
 * of them; new ones find the new primary, as the JDBC URL names all servers with {@code
 * targetServerType=primary}. A read is then tried once more. A write is not, as it may have taken
 * effect: that is for the client to decide, who has an idempotency key for it.
 */
@Component
public class Postgres {
  private final JdbcClient jdbc;
  private final DataSource pool;

  Postgres(JdbcClient jdbc, DataSource pool) {
    this.jdbc = jdbc;
    this.pool = pool;
  }

  /**
   * Runs a query, a second time if the connection turned out to be dead.
   *
   * @throws StoreUnavailableException if PostgreSQL cannot be asked now
   */
  public <T> T read(Function<JdbcClient, T> query) {
    try {
      return query.apply(jdbc);
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
    try {
      return statement.apply(jdbc);
    } catch (DataAccessException e) {
      boolean evicted = evictedAfter(e);
      throw evicted ? new StoreUnavailableException("PostgreSQL went away", e) : translate(e);
    }
  }

  private boolean evictedAfter(DataAccessException failure) {
    SQLException cause = Outages.sqlException(failure);
    if (cause == null
        || Outages.isOverloaded(cause)
        || !Outages.isServerGone(cause.getSQLState())) {
      return false;
    }
    if (pool instanceof HikariDataSource hikari && hikari.getHikariPoolMXBean() != null) {
      hikari.getHikariPoolMXBean().softEvictConnections();
    }
    return true;
  }

  private static RuntimeException translate(DataAccessException failure) {
    SQLException cause = Outages.sqlException(failure);
    return cause != null && Outages.isOverloaded(cause)
        ? new StoreUnavailableException("PostgreSQL does not answer in time", failure)
        : failure;
  }
}
