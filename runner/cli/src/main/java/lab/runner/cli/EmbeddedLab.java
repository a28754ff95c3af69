package lab.runner.cli;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.experiment.Interruption;
import lab.runner.node.NodeStatus;
import lab.runner.trace.TraceSpan;

/** The lab of processes that belongs to the runner that is up. */
record EmbeddedLab(RunnerClient runner) implements UpLab {
  @Override
  public String topology() {
    return runner.runner().topology();
  }

  @Override
  public URI gateway() {
    return runner.gateway();
  }

  @Override
  public Map<String, String> pages() throws IOException {
    var pages = new LinkedHashMap<String, String>();
    pages.put("console", "http://localhost:" + runner.runner().consolePort());
    pages.put("prometheus", runner.about().prometheus());
    return pages;
  }

  @Override
  public List<NodeStatus> nodes() throws IOException {
    return runner.nodes();
  }

  @Override
  public NodeStatus act(String node, String action, boolean force) throws IOException {
    if (action.endsWith("connect")) {
      throw new Failure(
          "Processes of one machine cannot be cut off from each other without root; containers can:"
              + " ./lab --docker %s %s".formatted(action, node));
    }
    return (force ? runner.byForce() : runner).act(node, action);
  }

  @Override
  public List<TraceSpan> trace(String id) throws IOException {
    return runner.trace(id);
  }

  @Override
  public Hold take(String what, boolean ownsNodes, Interruption interruption) throws IOException {
    return RunnerHold.of(runner, what, ownsNodes, interruption);
  }

  @Override
  public List<String> notes() throws IOException {
    var about = runner.about();
    var notes = new ArrayList<String>();
    if (!about.run().isEmpty()) {
      notes.add("The lab is taken by " + about.run() + ".");
    }
    if (!about.lastRun().isEmpty()) {
      notes.add(about.lastRun() + ".");
    }
    return notes;
  }

  @Override
  public Map<String, String> versions() {
    return Map.of();
  }
}
