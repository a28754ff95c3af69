package lab.platform.postgres;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Tells the pool to throw a connection away that still works but leads to a server that no longer
 * takes writes, as after a failover. The pool itself only knows of broken ones.
 */
public final class FailoverEviction implements SQLExceptionOverride {
  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return Outages.isServerGone(failure.getSQLState())
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
