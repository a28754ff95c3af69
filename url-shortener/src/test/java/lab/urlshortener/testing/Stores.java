package lab.urlshortener.testing;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import lab.platformtest.PostgresUnderTest.Database;
import lab.platformtest.ServiceUnderTest;
import lab.platformtest.TestServers;

/** Connects a service to the shared real servers. */
public final class Stores {
  private Stores() {}

  /** An empty database of its own for one test. */
  public static Database newDatabase() {
    return TestServers.postgres().newDatabase();
  }

  /** Settings for the shared servers and an empty database of its own. */
  public static Map<String, String> settings() {
    return settings(newDatabase());
  }

  /** Like {@link #settings()}, on an existing database. */
  public static Map<String, String> settings(Database database) {
    var settings = new HashMap<>(ServiceUnderTest.stores(database));
    settings.put("lab.codes.key", codesKey(database));
    return settings;
  }

  /**
   * A key per database: otherwise links of different databases would have the same codes in one
   * Redis.
   */
  private static String codesKey(Database database) {
    byte[] name = database.url().getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString().replace("-", "");
  }

  /** Runs a statement behind the service's back. */
  public static void sql(Database database, String statement) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
