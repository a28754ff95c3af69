package lab.platform.postgres;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Makes the pool evict a connection that still works but leads to a server that no longer accepts
 * writes, as after a failover. The pool itself only recognises broken connections.
 */
public final class FailoverEviction implements SQLExceptionOverride {
  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return Outages.isServerGone(failure.getSQLState())
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
