package lab.runner.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.lab.Action;
import lab.runner.lab.Actuator;
import lab.runner.lab.Live;
import lab.runner.lab.RunningLab;
import lab.runner.node.NodeStatus;

/**
 * The lab that is up, as an experiment sees it. Faults are requested in the same way as by a user's
 * command.
 */
final class RunningLabClient implements RunningLab {
  private final RunnerClient runner;
  private final Supplier<List<String>> interference;
  private final Map<String, String> managementAddresses = new ConcurrentHashMap<>();

  /**
   * @param interference what others forced on the lab
   */
  RunningLabClient(RunnerClient runner, Supplier<List<String>> interference) {
    this.runner = runner;
    this.interference = interference;
  }

  /** A call to the runner. */
  private interface Call<T> {
    T run() throws IOException;
  }

  private static <T> T unchecked(Call<T> call) {
    try {
      return call.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Set<Action> faults() {
    return EnumSet.of(Action.KILL, Action.STOP, Action.PAUSE);
  }

  @Override
  public URI gateway() {
    return runner.gateway();
  }

  @Override
  public List<Node> nodes() {
    return unchecked(runner::nodes).stream().map(RunningLabClient::seen).toList();
  }

  private static Node seen(NodeStatus node) {
    return new Node(node.name(), node.kind(), node.role(), node.state().equals("ready"));
  }

  @Override
  public void kill(String node) {
    act(node, "kill");
  }

  @Override
  public void stop(String node) {
    act(node, "stop");
  }

  @Override
  public void pause(String node) {
    act(node, "pause");
  }

  @Override
  public void resume(String node) {
    act(node, "resume");
  }

  @Override
  public void disconnect(String node) {
    act(node, "disconnect");
  }

  @Override
  public void reconnect(String node) {
    act(node, "reconnect");
  }

  @Override
  public void start(String node) {
    act(node, "start");
  }

  private void act(String node, String action) {
    var _ = unchecked(() -> runner.act(node, action));
  }

  @Override
  public void configure(String kind, Map<String, String> properties) {
    var _ =
        unchecked(() -> {
          runner.configure(kind, properties);
          return true;
        });
  }

  @Override
  public List<String> interference() {
    return interference.get();
  }

  @Override
  public Optional<Live> live() {
    return Optional.of(runner.live());
  }

  @Override
  public String actuator(String node, String endpoint) {
    String address = managementAddresses.computeIfAbsent(node, this::managementAddress);
    return Actuator.ask(URI.create("http://" + address), endpoint);
  }

  private String managementAddress(String name) {
    for (NodeStatus node : unchecked(runner::nodes)) {
      if (node.name().equals(name) && node.managementAddress() != null) {
        return node.managementAddress();
      }
    }
    throw new Failure("There are no metrics of " + name + ".");
  }
}
