package lab.platform.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/**
 * Tells "PostgreSQL is away" from "the statement is wrong", by SQLState (PostgreSQL, appendix A).
 */
final class Outages {
  private Outages() {}

  /**
   * The connection leads nowhere, or to a server that does not accept writes (any more, or yet).
   */
  static boolean isServerGone(@Nullable String state) {
    return state != null
        && (state.startsWith("08") || state.startsWith("57P0") || state.equals("25006"));
  }

  /** The server is up but too busy: no connection free, a time-out, out of resources. */
  static boolean isOverloaded(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientException
        || (state != null && (state.startsWith("53") || state.equals("57014") || isLock(state)));
  }

  /** The outermost SQLException in a chain of causes. */
  static @Nullable SQLException sqlException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  private static boolean isLock(String state) {
    return state.equals("55P03") || state.startsWith("40");
  }
}
