package lab.runner.run;

import java.util.Map;

/**
 * What it takes to put a lab back. Every method throws an unchecked exception with a clear message
 * when it cannot do what it says.
 */
public interface Hands {
  /** Whether the node serves now. */
  boolean isReady(String node);

  /** Starts a killed or stopped node; returns when it is ready. */
  void start(String node);

  /** Ends a pause. */
  void resume(String node);

  /** Ends a disconnection; returns when the node is ready. */
  void reconnect(String node);

  /**
   * Lays these properties over the topology's; empty: as the topology says. The nodes of a service
   * are restarted with them, and are ready on return. Of {@code postgres} it takes {@code
   * failover}, {@code on} or {@code off}, without a restart: with {@code off} a dead primary is not
   * replaced.
   */
  void configure(String kind, Map<String, String> properties);
}
