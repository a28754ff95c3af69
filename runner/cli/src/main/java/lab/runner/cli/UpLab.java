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

  /** The origin of the gateway. */
  URI gateway();

  /** Other addresses for people, by what answers there; or the reason why nothing does. */
  Map<String, String> pages() throws IOException;

  List<NodeStatus> nodes() throws IOException;

  /** The kinds of its nodes: backends, gateways, and the services that were started. */
  default Set<String> kinds() throws IOException {
    return nodes().stream().map(NodeStatus::kind).collect(Collectors.toSet());
  }

  /** Notes on the nodes for people, such as who has the lab. */
  List<String> notes() throws IOException;

  /**
   * Applies {@code kill}, {@code stop}, {@code pause} … to a node; returns its new status.
   *
   * @param force whether to do so even while a run has the lab
   */
  NodeStatus act(String node, String action, boolean force) throws IOException;

  /**
   * The spans of a trace that have arrived so far.
   *
   * @throws RuntimeException saying what to do, if the lab does not record traces
   */
  List<TraceSpan> trace(String id) throws IOException, InterruptedException;

  /**
   * Takes the lab for this command alone.
   *
   * @param what the command, for people
   * @param ownsNodes whether nobody else may fault nodes meanwhile
   * @param interruption is told if the lab is lost
   * @throws RuntimeException naming the command that has it
   */
  Hold take(String what, boolean ownsNodes, Interruption interruption)
      throws IOException, InterruptedException;

  /** The versions of what runs the lab, for reports; may be empty. */
  Map<String, String> versions();
}
