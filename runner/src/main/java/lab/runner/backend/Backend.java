package lab.runner.backend;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import lab.runner.node.Node;

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

  /** Ends what it does of itself; the nodes are stopped by their owner. */
  @Override
  default void close() {}
}
