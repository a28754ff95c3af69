package lab.runner.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lab.runner.experiment.Experiment.Action;
import lab.runner.experiment.Experiment.Fault;
import lab.runner.experiment.Experiment.Target;
import lab.runner.experiment.Result.InjectedFault;
import org.jspecify.annotations.Nullable;

/** Injects an arm's faults at their times, and lifts them. */
final class FaultScript implements AutoCloseable {
  private final RunningLab lab;
  private final Experiment experiment;
  private final ProgressListener progress;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<InjectedFault>> pending = new ArrayList<>();
  private volatile Result.@Nullable Traffic traffic;

  private record Open(String node, Action action) {}

  FaultScript(RunningLab lab, Experiment experiment, ProgressListener progress) {
    this.lab = lab;
    this.experiment = experiment;
    this.progress = progress;
  }

  /**
   * @param startedAt epoch milliseconds that the faults' times count from
   */
  void start(long startedAt) {
    boolean watch = experiment.tolerances().attempts() != null;
    for (Fault fault : experiment.faults()) {
      boolean watched = watch && fault.equals(experiment.faults().getFirst());
      pending.add(threads.submit(() -> play(fault, startedAt, watched)));
    }
  }

  /** Waits until every fault with a lift is lifted. */
  List<InjectedFault> await() throws InterruptedException, ExperimentTrouble {
    List<InjectedFault> injected = new ArrayList<>();
    for (Future<InjectedFault> fault : pending) {
      try {
        injected.add(fault.get());
      } catch (ExecutionException e) {
        throw new ExperimentTrouble("a fault could not be injected or lifted: " + e.getCause());
      }
    }
    return injected;
  }

  Result.@Nullable Traffic traffic() {
    return traffic;
  }

  /** Ends what is still to come. What is down by then is lifted by whoever guards the run. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }

  private InjectedFault play(Fault fault, long startedAt, boolean watched)
      throws InterruptedException {
    List<String> gateways = watched ? TrafficWatch.gateways(lab) : List.of();
    sleepUntil(startedAt + fault.at().toMillis());
    String action = fault.action().name().toLowerCase(Locale.ROOT);
    Open opened = new Open(node(fault.target()), fault.action());
    progress.step(action + " " + opened.node());
    long at = System.currentTimeMillis();
    inject(opened);
    Duration lift = fault.lift() == null ? experiment.load().duration() : fault.lift();
    if (watched) {
      traffic = watchUntil(startedAt + lift.toMillis(), gateways, opened.node(), at);
    }
    sleepUntil(startedAt + lift.toMillis());
    long lifting = System.currentTimeMillis();
    progress.step("start " + opened.node() + " again");
    lift(opened);
    long lifted = System.currentTimeMillis();
    progress.step("%s is ready again after %,d ms".formatted(opened.node(), lifted - lifting));
    return new InjectedFault(
        opened.node(), action, at - startedAt, lifting - startedAt, lifted - startedAt);
  }

  private Result.@Nullable Traffic watchUntil(
      long epochMillis, List<String> gateways, String node, long faultAt)
      throws InterruptedException {
    Experiment.Attempts attempts = experiment.tolerances().attempts();
    TrafficWatch watch = TrafficWatch.start(lab, gateways, node, faultAt);
    try {
      sleepUntil(epochMillis);
    } finally {
      watch.end();
    }
    return attempts == null
        ? null
        : TrafficWatch.traffic(watch.samples(), attempts.after().toMillis());
  }

  private void inject(Open fault) {
    switch (fault.action()) {
      case KILL -> lab.kill(fault.node());
      case STOP -> lab.stop(fault.node());
      case PAUSE -> lab.pause(fault.node());
      case DISCONNECT -> lab.disconnect(fault.node());
    }
  }

  private void lift(Open fault) {
    switch (fault.action()) {
      case KILL, STOP -> lab.start(fault.node());
      case PAUSE -> lab.resume(fault.node());
      case DISCONNECT -> lab.reconnect(fault.node());
    }
  }

  private String node(Target target) {
    return switch (target) {
      case Target.Named(String node) -> node;
      case Target.Selected(String kind, String role) ->
          lab.nodes().stream()
              .filter(node -> node.ready() && node.kind().equals(kind))
              .filter(node -> role.isEmpty() || node.role().equals(role))
              .map(RunningLab.Node::name)
              .findFirst()
              .orElseThrow(
                  () -> new IllegalStateException("no ready node is a " + role + " " + kind));
    };
  }

  private static void sleepUntil(long epochMillis) throws InterruptedException {
    for (long left = epochMillis - System.currentTimeMillis();
        left > 0;
        left = epochMillis - System.currentTimeMillis()) {
      Thread.sleep(left);
    }
  }
}
