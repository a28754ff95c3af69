package lab.platformtest;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** PostgreSQL 18, one primary. */
public final class PostgresUnderTest extends ServerUnderTest {
  private final String server;
  private final String superuser;
  private final String password;
  private final AtomicInteger databases = new AtomicInteger();

  /** A server at {@code host:port} with this superuser. */
  PostgresUnderTest(Control control, String server, String superuser, String password) {
    super(control);
    this.server = server;
    this.superuser = superuser;
    this.password = password;
  }

  /**
   * A test's database.
   *
   * @param url {@code jdbc:postgresql://127.0.0.1:PORT/NAME}
   */
  public record Database(String url, String username, String password) {}

  /** {@code 127.0.0.1:PORT}. */
  public String address() {
    return server;
  }

  /** A fresh, empty database with an owner of its own. */
  public Database newDatabase() {
    String name = "test_" + databases.incrementAndGet();
    String secret = UUID.randomUUID().toString();
    try (var connection = DriverManager.getConnection(url("postgres"), superuser, password);
        var statement = connection.createStatement()) {
      statement.execute("create role " + name + " login password '" + secret + "'");
      statement.execute("create database " + name + " owner " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("No new database on " + server, e);
    }
    return new Database(url(name), name, secret);
  }

  private String url(String database) {
    return "jdbc:postgresql://" + server + "/" + database;
  }
}
