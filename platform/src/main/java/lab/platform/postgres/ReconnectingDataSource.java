package lab.platform.postgres;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Makes the pool's connections, and does not give up while the server is away.
 *
 * <p>The pool opens connections in a thread of its own. When that fails, it backs off, in the end
 * for seconds, and so would find a new primary seconds after it is up. This source retries every
 * {@value #PAUSE_MILLIS} ms by itself. It also knows how long the server has been away, so callers
 * need not each wait to find out.
 */
final class ReconnectingDataSource extends AbstractDataSource {
  static final long PAUSE_MILLIS = 50;
  private static final Duration GIVE_UP = Duration.ofSeconds(30);
  private static final long NOT_AWAY = 0;

  private final Driver driver;
  private final String url;
  private final Properties login;
  private volatile long awaySince = NOT_AWAY;

  ReconnectingDataSource(Driver driver, String url, Properties login) {
    this.driver = driver;
    this.url = url;
    this.login = login;
  }

  /** Whether the server has been unreachable for at least that long and still is. */
  boolean isAwayFor(Duration time) {
    long since = awaySince;
    return since != NOT_AWAY && System.nanoTime() - since > time.toNanos();
  }

  @Override
  public Connection getConnection() throws SQLException {
    long deadline = System.nanoTime() + GIVE_UP.toNanos();
    while (true) {
      try {
        return connect();
      } catch (SQLException e) {
        boolean worthWaiting = Outages.isServerGone(e.getSQLState());
        if (!worthWaiting
            || System.nanoTime() > deadline
            || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(PAUSE_MILLIS).toNanos());
    }
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }

  /** Ignored: the JDBC URL has its own time-outs. */
  @Override
  public void setLoginTimeout(int timeout) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  private Connection connect() throws SQLException {
    try {
      Connection connection = driver.connect(url, login);
      if (connection == null) {
        throw new SQLException("spring.datasource.url is not for PostgreSQL");
      }
      awaySince = NOT_AWAY;
      return connection;
    } catch (SQLException e) {
      if (awaySince == NOT_AWAY) {
        awaySince = System.nanoTime();
      }
      throw e;
    }
  }
}
