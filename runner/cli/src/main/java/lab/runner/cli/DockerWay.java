package lab.runner.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.compose.ComposeLab;
import lab.runner.descriptor.Catalog;
import lab.runner.experiment.Interruption;
import lab.runner.home.LabHome;
import lab.runner.node.NodeStatus;
import lab.runner.run.RunLock;
import lab.runner.topology.Topology;
import lab.runner.trace.TraceSpan;

/** The lab as containers of a Compose project, which belong to the engine and not to a command. */
final class DockerWay implements Way {
  static final String COMMAND = "./lab --docker";

  private final LabHome home;
  private final ComposeLab compose;

  DockerWay(LabHome home, Map<String, String> environment) throws IOException {
    this.home = home;
    compose = ComposeLab.of(home, environment);
  }

  /** The lab of the existing containers. */
  private record Containers(ComposeLab compose, Path state) implements UpLab {
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
    public NodeStatus act(String node, String action, boolean force) throws IOException {
      var run = RunLock.look(state, compose.project());
      if (run.isPresent() && run.get().lives() && !force) {
        run.get().ticket().checkByHand();
      }
      return compose.act(node, action);
    }

    @Override
    public List<String> notes() throws IOException {
      return RunLock.look(state, compose.project()).map(DockerWay::words).stream().toList();
    }

    @Override
    public List<TraceSpan> trace(String id) throws IOException, InterruptedException {
      return compose.trace(id);
    }

    @Override
    public Hold take(String what, boolean ownsNodes, Interruption interruption)
        throws IOException, InterruptedException {
      var lab = compose.forExperiments();
      return new FileHold(
          RunLock.take(state, compose.project(), what, ownsNodes, lab, LabCommand::print), lab);
    }

    @Override
    public Map<String, String> versions() {
      return compose.versions();
    }
  }

  private static String words(RunLock.Seen run) {
    return run.lives()
        ? "The lab is taken by %s.".formatted(run.ticket().words())
        : "%s ended without restoring the lab; the next run, or %s up, does so."
            .formatted(run.ticket().words(), COMMAND);
  }

  private UpLab up(ComposeLab project) {
    return new Containers(project, home.directory());
  }

  @Override
  public String command() {
    return COMMAND;
  }

  @Override
  public int up(UpOptions options, boolean detach) throws IOException, InterruptedException {
    if (compose.isUp()) {
      refuseOther(options);
      RunLock.settle(
          home.directory(), compose.project(), compose.forExperiments(), LabCommand::print);
    }
    var lab = bringUp(options, compose.isUp() ? compose.topology() : Topology.DEFAULT);
    LabCommand.print(UpMessage.of(lab, Catalog.of(home.sources())));
    LabCommand.print("The containers stay until ./lab --docker down.");
    return 0;
  }

  private UpLab bringUp(UpOptions options, String topology)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    String name = options.topology == null ? topology : options.topology;
    var project = compose.withTopology(name);
    project.up(
        name, options.services, options.scale, options.chosenPort().orElse(null), options.traces);
    var lab = up(project);
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
  public void down() throws IOException, InterruptedException {
    if (!compose.exists()) {
      LabCommand.print("The lab is not up.");
      return;
    }
    tellWhatEnds();
    compose.down();
    LabCommand.print(
        "The lab is down. Its data stays in volumes; ./lab --docker reset deletes it.");
  }

  /** Names the command that has the lab, as it will lose it. */
  private void tellWhatEnds() throws IOException {
    RunLock.look(home.directory(), compose.project())
        .filter(RunLock.Seen::lives)
        .ifPresent(run -> LabCommand.print("This ends " + run.ticket().words() + ", too."));
  }

  @Override
  public void reset() throws IOException, InterruptedException {
    tellWhatEnds();
    compose.reset();
    LabCommand.print("The lab is reset: containers and volumes are deleted.");
  }

  @Override
  public Optional<UpLab> lab() {
    return compose.exists() ? Optional.of(up(compose)) : Optional.empty();
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
    return up(compose);
  }

  @Override
  public int logs(String node, int lines, boolean follow) throws InterruptedException {
    return compose.logs(node, lines, follow);
  }
}
