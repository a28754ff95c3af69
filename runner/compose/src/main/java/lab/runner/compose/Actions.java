package lab.runner.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import lab.runner.node.NodeKind;
import lab.runner.node.NodeState;
import lab.runner.node.Pause;
import lab.runner.node.StartFailure;

/**
 * What can be done to a container. An action checks the container's state only after the engine has
 * refused, so that a fault is injected without delay.
 */
final class Actions {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration TO_STOP = Duration.ofSeconds(30);
  private static final int DRAIN_SECONDS = 15;

  private final Docker docker;
  private final Containers containers;
  private final CutOff cutOff;
  private final MonitorLink monitor;

  Actions(Docker docker, Containers containers, CutOff cutOff, MonitorLink monitor) {
    this.docker = docker;
    this.containers = containers;
    this.cutOff = cutOff;
    this.monitor = monitor;
  }

  void kill(Container container) {
    act(container, List.of("kill", "--signal", "KILL"));
    monitor.begin(container.node(), "kill");
    awaitEnd(container);
  }

  /** Tells the monitor first, because a container takes a while to stop. */
  void stop(Container container) {
    if (container.state().hasProcess()) {
      monitor.begin(container.node(), "stop");
    }
    end(container);
  }

  private void end(Container container) {
    act(container, List.of("stop", "--time", String.valueOf(DRAIN_SECONDS)));
    awaitEnd(container);
  }

  void pause(Container container) {
    act(container, List.of("pause"));
    monitor.begin(container.node(), "pause");
  }

  void resume(Container container) {
    act(container, List.of("unpause"));
    monitor.end(container.node());
  }

  /**
   * Runs an action that needs a process; if the engine refuses, explains which state the container
   * is in.
   */
  private void act(Container container, List<String> action) {
    var call = new ArrayList<>(action);
    call.add(container.id());
    var answer = docker.ask(TO_STOP, call);
    var now = containers.again(container).state();
    boolean inVain = action.getFirst().equals("stop") && !container.state().hasProcess();
    if (!answer.isGood() || inVain) {
      throw new ComposeTrouble(
          now.hasProcess() && !(now instanceof NodeState.Ready)
              ? "%s is %s: %s".formatted(container.node(), now.word(), answer.lastWords())
              : "%s is %s (%s).".formatted(container.node(), now.word(), now.detail()));
    }
  }

  void start(Container container) {
    if (containers.again(container).state().hasProcess()) {
      throw new ComposeTrouble(container.node() + " runs already.");
    }
    run(container);
  }

  private void run(Container container) {
    docker.run("start", container.id());
    monitor.end(container.node());
    awaitReady(container);
  }

  void disconnect(Container container) {
    if (container.isAlone()) {
      throw new ComposeTrouble(container.node() + " is disconnected already.");
    }
    cutOff.remember(container);
    for (String network : container.networks().keySet()) {
      docker.run("network", "disconnect", network, container.id());
    }
    monitor.begin(container.node(), "disconnect");
  }

  void reconnect(Container container) {
    if (!containers.again(container).isAlone()) {
      throw new ComposeTrouble(container.node() + " is not disconnected.");
    }
    cutOff
        .placesOf(container)
        .forEach((network, aliases) -> {
          var call = new ArrayList<>(List.of("network", "connect"));
          aliases.forEach(alias -> call.addAll(List.of("--alias", alias)));
          call.addAll(List.of(network, container.id()));
          var _ = docker.run(Docker.SOON, call);
        });
    cutOff.forget(container);
    monitor.end(container.node());
    if (containers.again(container).state().hasProcess()) {
      awaitReady(container);
    }
  }

  /**
   * Overrides properties of every container of a kind and restarts them one by one; for PostgreSQL,
   * tells Patroni.
   */
  void configure(String label, Map<String, String> properties) {
    var ofKind =
        containers.all().stream().filter(c -> c.isNode() && c.kind().equals(label)).toList();
    if (label.equals(NodeKind.POSTGRES.label())) {
      Patroni.configure(docker, ofKind, properties);
      return;
    }
    if (!ofKind.stream().allMatch(Container::isService) || ofKind.isEmpty()) {
      throw new ComposeTrouble("There is no service '" + label + "'.");
    }
    byte[] archive = ServiceProperties.archive(properties);
    for (Container container : ofKind) {
      var copied =
          docker.ask(
              Docker.SOON,
              List.of("cp", "-", container.id() + ":" + ServiceProperties.FOLDER),
              archive,
              Map.of());
      if (!copied.isGood()) {
        throw new ComposeTrouble(
            "%s cannot be given properties: %s".formatted(container.node(), copied.lastWords()));
      }
    }
    for (Container container : ofKind) {
      if (container.state().hasProcess()) {
        end(container);
      }
      run(container);
    }
  }

  private void awaitEnd(Container container) {
    var now = await(container, c -> !c.state().hasProcess());
    if (now.state().hasProcess()) {
      throw new ComposeTrouble(
          "%s does not end; it is %s.".formatted(now.node(), now.state().word()));
    }
  }

  private void awaitReady(Container container) {
    var now = await(container, c -> c.isReady() || !c.state().hasProcess() || c.isAlone());
    if (now.isReady()) {
      return;
    }
    String why =
        switch (now.state()) {
          case NodeState.Disconnected _ ->
              "it is disconnected; ./lab --docker reconnect " + now.node();
          case NodeState.Dead(_, var reason) -> reason;
          case NodeState.Stopped _ -> "it ended before it was ready";
          case NodeState.Planned _,
              NodeState.Starting _,
              NodeState.Ready _,
              NodeState.Paused _,
              NodeState.Unhealthy _ ->
              "not ready within %d s (%s)".formatted(PATIENCE.toSeconds(), now.state().word());
        };
    throw new ComposeTrouble(
        String.valueOf(new StartFailure(now.node(), why, containers.tail(now, 15)).getMessage()));
  }

  /** Waits until the condition holds or the time is up; returns the container as it is then. */
  private Container await(Container container, Predicate<Container> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var now = containers.again(container);
    while (!condition.test(now) && System.nanoTime() < deadline) {
      Pause.of(POLL);
      now = containers.again(container);
    }
    return now;
  }
}
