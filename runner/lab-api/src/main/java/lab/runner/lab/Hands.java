package lab.runner.lab;

import java.util.Map;

/**
 * The operations needed to restore a lab after faults. Every method throws an unchecked exception
 * with a clear message if it fails.
 */
public interface Hands {
  /** Whether the node is serving now. */
  boolean isReady(String node);

  /** Starts a killed or stopped node; returns when it is ready. */
  void start(String node);

  /** Ends a pause. */
  void resume(String node);

  /** Ends a disconnection; returns when the node is ready. */
  void reconnect(String node);

  /**
   * Overrides the topology's properties with these; an empty map restores the topology's. The nodes
   * of a service are restarted with them and are ready on return. For {@code postgres} the only
   * property is {@code failover}, {@code on} or {@code off}, which needs no restart: with {@code
   * off} a dead primary is not replaced.
   */
  void configure(String kind, Map<String, String> properties);
}
