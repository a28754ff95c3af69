package lab.runner.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.compose.ComposeLab;
import lab.runner.experiment.RunningLab;
import lab.runner.home.LabHome;
import lab.runner.node.NodeStatus;
import lab.runner.trace.TraceSpan;

/** The lab as containers of a Compose project. They belong to the engine, not to a command. */
final class DockerWay implements Way {
  static final String COMMAND = "./lab --docker";

  private final LabHome home;
  private final ComposeLab compose;

  DockerWay(LabHome home, Map<String, String> environment) throws IOException {
    this.home = home;
    compose = ComposeLab.of(home, environment);
  }

  /** The containers that are there. */
  private record Containers(ComposeLab compose) implements UpLab {
    @Override
    public String topology() throws IOException {
      return compose.topology();
    }

    @Override
    public URI gateway() {
      return compose.gateway();
    }

    @Override
    public Map<String, String> pages() {
      return compose.pages();
    }

    @Override
    public List<NodeStatus> nodes() {
      return compose.nodes();
    }

    @Override
    public NodeStatus act(String node, String action) {
      return compose.act(node, action);
    }

    @Override
    public List<TraceSpan> trace(String id) throws IOException, InterruptedException {
      return compose.trace(id);
    }

    @Override
    public RunningLab forExperiments() {
      return compose.forExperiments();
    }

    @Override
    public Map<String, String> versions() {
      return compose.versions();
    }
  }

  @Override
  public String command() {
    return COMMAND;
  }

  @Override
  public int up(UpOptions options, boolean detach) throws IOException, InterruptedException {
    if (compose.isUp()) {
      refuseOther(options);
    }
    var lab = bringUp(options, compose.isUp() ? compose.topology() : "scaled");
    LabCommand.print(UpMessage.of(lab));
    LabCommand.print("The containers stay until ./lab --docker down.");
    return 0;
  }

  private UpLab bringUp(UpOptions options, String topology)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    String name = options.topology == null ? topology : options.topology;
    var project = compose.withTopology(name);
    project.up(name, options.scale, options.chosenPort().orElse(null), options.traces);
    var lab = new Containers(project);
    LabCommand.print("");
    LabCommand.print(StatusTable.of(lab.nodes()));
    LabCommand.print("The lab is up after %.1f s.".formatted((System.nanoTime() - begun) / 1e9));
    return lab;
  }

  private void refuseOther(UpOptions options) throws IOException {
    String up = compose.topology();
    if (options.topology != null && !options.topology.equals(up)) {
      throw new Failure(
          "The lab is up with topology %s, not %s. Take it down first: ./lab --docker down"
              .formatted(up, options.topology));
    }
  }

  @Override
  public void down() throws InterruptedException {
    if (!compose.exists()) {
      LabCommand.print("The lab is not up.");
      return;
    }
    compose.down();
    LabCommand.print(
        "The lab is down. Its data stays in volumes; ./lab --docker reset deletes it.");
  }

  @Override
  public void reset() throws IOException, InterruptedException {
    compose.reset();
    LabCommand.print("The lab is as new: containers and volumes are deleted.");
  }

  @Override
  public Optional<UpLab> lab() {
    return compose.exists() ? Optional.of(new Containers(compose)) : Optional.empty();
  }

  @Override
  public UpLab labThatIsUp(UpOptions options, String topology)
      throws IOException, InterruptedException {
    Files.createDirectories(home.cache());
    if (!compose.isUp()) {
      return bringUp(options, topology);
    }
    refuseOther(options);
    LabCommand.print("Using the lab that is up, with topology " + compose.topology() + ".");
    return new Containers(compose);
  }

  @Override
  public int logs(String node, int lines, boolean follow) throws InterruptedException {
    return compose.logs(node, lines, follow);
  }
}
