package lab.servers.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Single queries and commands to a server. */
final class Sql {
  private Sql() {}

  /** The first column of the first row; empty if there is none. */
  static String query(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        String value = rows.next() ? rows.getString(1) : null;
        return value == null ? "" : value;
      }
    }
  }

  /** Runs a command that accepts no parameters; PostgreSQL itself quotes the values. */
  static void execute(Connection connection, String template, Object... values)
      throws SQLException {
    String call = "select format(?" + ", ?::text".repeat(values.length) + ")";
    Object[] all = new Object[values.length + 1];
    all[0] = template;
    System.arraycopy(values, 0, all, 1, values.length);
    String command = query(connection, call, all);
    try (var statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}
