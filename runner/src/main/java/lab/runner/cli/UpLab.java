package lab.runner.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.RunningLab;
import lab.runner.node.NodeStatus;
import lab.runner.trace.TraceSpan;

/** A lab that is up. */
interface UpLab {
  String topology() throws IOException;

  /** Where the gateway answers. */
  URI gateway();

  /** Other addresses for people, by what answers there; or why nothing does. */
  Map<String, String> pages() throws IOException;

  List<NodeStatus> nodes() throws IOException;

  /** {@code kill}, {@code stop}, {@code pause} …; returns what became of the node. */
  NodeStatus act(String node, String action) throws IOException;

  /**
   * The spans of a trace that have come in by now.
   *
   * @throws RuntimeException saying what to do, when the lab does not trace
   */
  List<TraceSpan> trace(String id) throws IOException, InterruptedException;

  /** The same lab as an experiment sees it. */
  RunningLab forExperiments();

  /** What runs it and in which version, for reports; empty if there is nothing to say. */
  Map<String, String> versions();
}
