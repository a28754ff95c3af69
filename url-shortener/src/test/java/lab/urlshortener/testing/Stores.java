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

/** The way from a service to the shared real servers. */
public final class Stores {
  private Stores() {}

  /** An empty database that no other test has. */
  public static Database newDatabase() {
    return TestServers.postgres().newDatabase();
  }

  /** Settings that lead a service to the servers and to an empty database of its own. */
  public static Map<String, String> settings() {
    return settings(newDatabase());
  }

  /** As {@link #settings()}, on a database that is there. */
  public static Map<String, String> settings(Database database) {
    var settings = new HashMap<>(ServiceUnderTest.stores(database));
    settings.put("lab.codes.key", codesKey(database));
    return settings;
  }

  /** Of each database another: its links would else have the codes of another's in one Redis. */
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
