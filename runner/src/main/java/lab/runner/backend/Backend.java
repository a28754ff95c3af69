package lab.runner.backend;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lab.runner.node.Node;
import lab.runner.node.Node.NotPossible;

/** Servers of one kind that belong together: a pair, a cluster, a quorum. */
public interface Backend extends AutoCloseable {

  /** Its nodes, in the order of their numbers. */
  List<Node> nodes();

  /**
   * Brings all of it up on the data it has, or on none, and returns when clients can use it.
   *
   * @param progress is told what is reached
   */
  void up(Consumer<String> progress) throws IOException;

  /** Starts a dead or stopped node again and has it take its place among the others. */
  void start(Node node) throws IOException;

  /**
   * Has it behave otherwise than by itself; empty: by itself again.
   *
   * @throws NotPossible if there is no such property, or not with this value
   */
  default void configure(Map<String, String> properties) {
    if (!properties.isEmpty()) {
      throw new NotPossible(
          "%s has nothing that can be configured, so not %s."
              .formatted(nodes().getFirst().kind(), String.join(", ", properties.keySet())));
    }
  }

  /** Ends what it does of itself; the nodes are stopped by their owner. */
  @Override
  default void close() {}
}
