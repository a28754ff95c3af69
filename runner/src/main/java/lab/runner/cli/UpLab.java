package lab.runner.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lab.runner.experiment.Interruption;
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

  /** What its nodes are: backends, gateways, and the services that were started. */
  default Set<String> kinds() throws IOException {
    return nodes().stream().map(NodeStatus::kind).collect(Collectors.toSet());
  }

  /** Who has the lab, and what else somebody should know who looks at its nodes. */
  List<String> notes() throws IOException;

  /**
   * {@code kill}, {@code stop}, {@code pause} …; returns what became of the node.
   *
   * @param force also while a run has the lab
   */
  NodeStatus act(String node, String action, boolean force) throws IOException;

  /**
   * The spans of a trace that have come in by now.
   *
   * @throws RuntimeException saying what to do, when the lab does not trace
   */
  List<TraceSpan> trace(String id) throws IOException, InterruptedException;

  /**
   * Takes the lab for this command alone.
   *
   * @param what the command, for people
   * @param ownsNodes whether nobody else may fault nodes meanwhile
   * @param interruption is told when the lab is lost
   * @throws RuntimeException naming the command that has it
   */
  Hold take(String what, boolean ownsNodes, Interruption interruption)
      throws IOException, InterruptedException;

  /** What runs it and in which version, for reports; empty if there is nothing to say. */
  Map<String, String> versions();
}
