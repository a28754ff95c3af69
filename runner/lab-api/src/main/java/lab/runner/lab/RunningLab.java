package lab.runner.lab;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an experiment needs from a lab, however its nodes run. Every method throws an unchecked
 * exception with a clear message if it fails.
 */
public interface RunningLab extends Hands {
  /**
   * What an experiment needs to know about a node.
   *
   * @param kind {@code hello-world}, {@code gateway}, {@code postgres} …
   * @param role such as {@code primary}; empty if the kind has no roles
   * @param ready whether it is serving
   */
  record Node(String name, String kind, String role, boolean ready) {}

  /** The faults that can be injected here; the methods for the others fail. */
  Set<Action> faults();

  /** The origin of the gateway, a URI without a path. */
  URI gateway();

  /** The current state of all nodes. */
  List<Node> nodes();

  /** Sudden death ({@code kill -9}); returns when the process is gone. */
  void kill(String node);

  /** Orderly shutdown, with a drain. */
  void stop(String node);

  /** Freezes the process: it keeps its connections but does not answer. */
  void pause(String node);

  /**
   * Takes the node off the network: it keeps running, but can neither reach other nodes nor be
   * reached.
   */
  void disconnect(String node);

  @Override
  default boolean isReady(String node) {
    return nodes().stream().anyMatch(known -> known.name().equals(node) && known.ready());
  }

  /** What others did to the lab during this run, in words; it affects the run's figures. */
  default List<String> interference() {
    return List.of();
  }

  /** Where a load's live figures are sent; empty for nowhere. */
  Optional<Live> live();

  /** The response of an actuator endpoint of a service's node. */
  String actuator(String node, String endpoint);

  /** The response of the node's Prometheus endpoint. */
  default String metrics(String node) {
    return actuator(node, "prometheus");
  }
}
