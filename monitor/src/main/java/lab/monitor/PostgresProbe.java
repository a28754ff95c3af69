package lab.monitor;

import static lab.monitor.Metric.POSTGRES_CONNECTIONS;
import static lab.monitor.Metric.POSTGRES_CONNECTIONS_MAX;
import static lab.monitor.Metric.POSTGRES_DATABASE;
import static lab.monitor.Metric.POSTGRES_PRIMARY;
import static lab.monitor.Metric.POSTGRES_REPLICATION_LAG;
import static lab.monitor.Metric.POSTGRES_STANDBYS;
import static lab.monitor.Metric.POSTGRES_TRANSACTIONS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server: one query over one connection. */
final class PostgresProbe implements Probe {
  private static final String QUERY = read("postgres.sql");

  private final MonitoredNode node;
  private final Question.PostgresQuestion question;
  private volatile @Nullable Connection connection;

  PostgresProbe(MonitoredNode node, Question.PostgresQuestion question) {
    this.node = node;
    this.question = question;
  }

  @Override
  public Findings call() throws SQLException {
    try (var statement = connected().createStatement();
        var row = statement.executeQuery(QUERY)) {
      row.next();
      return findings(row);
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  private Connection connected() throws SQLException {
    var open = connection;
    if (open == null) {
      var properties = new Properties();
      properties.setProperty("user", question.user());
      properties.setProperty("password", question.password());
      properties.setProperty("connectTimeout", "1");
      properties.setProperty("socketTimeout", "1");
      properties.setProperty("ApplicationName", "lab-monitor");
      open = DriverManager.getConnection(question.jdbcUrl(), properties);
      connection = open;
    }
    return open;
  }

  private Findings findings(ResultSet row) throws SQLException {
    boolean primary = row.getBoolean("is_primary");
    var findings =
        new Findings(node)
            .life(row.getString("started_at"))
            .put(POSTGRES_PRIMARY, primary)
            .put(POSTGRES_CONNECTIONS, "active", row.getDouble("active"))
            .put(POSTGRES_CONNECTIONS, "idle", row.getDouble("idle"))
            .put(POSTGRES_CONNECTIONS, "idle in transaction", row.getDouble("idle_in_transaction"))
            .put(POSTGRES_CONNECTIONS, "other", row.getDouble("other"))
            .put(POSTGRES_CONNECTIONS_MAX, row.getDouble("max_connections"))
            .put(POSTGRES_TRANSACTIONS, "commit", row.getDouble("commits"))
            .put(POSTGRES_TRANSACTIONS, "rollback", row.getDouble("rollbacks"))
            .put(POSTGRES_DATABASE, row.getDouble("database_bytes"));
    if (primary) {
      findings
          .put(POSTGRES_STANDBYS, "sync", row.getDouble("sync_standbys"))
          .put(POSTGRES_STANDBYS, "async", row.getDouble("async_standbys"));
    }
    double lag = row.getDouble("lag_bytes");
    return row.wasNull() ? findings : findings.put(POSTGRES_REPLICATION_LAG, lag);
  }

  @Override
  public void close() {
    var open = connection;
    connection = null;
    if (open != null) {
      try {
        open.abort(Runnable::run); // does not wait for a server that hangs
      } catch (SQLException e) {
        // It was broken already.
      }
    }
  }

  private static String read(String name) {
    try (var in = PostgresProbe.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("No resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
