package lab.runner.backend;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lab.runner.node.NotPossible;
import lab.runner.process.Node;

/** The servers of one kind, which belong together: a pair, a cluster, a quorum. */
public interface Backend extends AutoCloseable {

  /** Its nodes, ordered by number. */
  List<Node> nodes();

  /**
   * Brings up all its nodes, on existing data or without any; returns when clients can use it.
   *
   * @param progress receives messages on what has been reached
   */
  void up(Consumer<String> progress) throws IOException;

  /** Restarts a dead or stopped node and has it rejoin the others. */
  void start(Node node) throws IOException;

  /**
   * Overrides its default behaviour; an empty map restores the default.
   *
   * @throws NotPossible if there is no such property, or it cannot have this value
   */
  default void configure(Map<String, String> properties) {
    if (!properties.isEmpty()) {
      throw new NotPossible(
          "%s has nothing that can be configured, so not %s."
              .formatted(nodes().getFirst().kind(), String.join(", ", properties.keySet())));
    }
  }

  /** Ends its own supervision; the nodes are stopped by their owner. */
  @Override
  default void close() {}
}
