package lab.runner.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import lab.runner.experiment.Experiment.Effect;
import lab.runner.experiment.Experiment.Fault;
import lab.runner.experiment.Experiment.Target;
import lab.runner.experiment.Result.InjectedFault;
import lab.runner.experiment.TrafficWatch.Traffic;
import lab.runner.lab.Action;
import lab.runner.lab.RunningLab;
import org.jspecify.annotations.Nullable;

/**
 * Injects an arm's faults at their times and lifts them, either at a set time or when the load is
 * over.
 */
final class FaultScript implements AutoCloseable {
  private final RunningLab lab;
  private final List<Fault> faults;
  private final @Nullable Effect watch;
  private final ProgressListener progress;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch loadIsOver = new CountDownLatch(1);
  private final List<Future<Optional<InjectedFault>>> pending = new ArrayList<>();
  private volatile @Nullable Traffic traffic;

  private record Open(String node, Action action) {}

  /**
   * @param watch how to count the gateways' attempts on the first fault's node; null for not at all
   */
  FaultScript(
      RunningLab lab, List<Fault> faults, @Nullable Effect watch, ProgressListener progress) {
    this.lab = lab;
    this.faults = faults;
    this.watch = watch;
    this.progress = progress;
  }

  /**
   * Starts the clock of the faults.
   *
   * @param startedAt epoch milliseconds from which the faults' times count
   */
  synchronized void start(long startedAt) {
    for (Fault fault : faults) {
      boolean watched = watch != null && fault.equals(faults.getFirst());
      pending.add(threads.submit(() -> play(fault, startedAt, watched)));
    }
  }

  /**
   * Ends the script, because the load is over: remaining faults are lifted now, and pending ones
   * are not injected. Returns when all faults are lifted.
   *
   * @return the faults that were injected
   */
  List<InjectedFault> finish() throws InterruptedException, ExperimentTrouble {
    loadIsOver.countDown();
    List<Future<Optional<InjectedFault>>> all;
    synchronized (this) {
      all = List.copyOf(pending);
    }
    List<InjectedFault> injected = new ArrayList<>();
    for (Future<Optional<InjectedFault>> fault : all) {
      try {
        fault.get().ifPresent(injected::add);
      } catch (ExecutionException e) {
        throw new ExperimentTrouble("a fault could not be injected or lifted: " + e.getCause());
      }
    }
    return injected;
  }

  /**
   * How the gateways stopped using the faulted node; null if nobody watched, or the gateways'
   * metrics did not show it.
   */
  @Nullable Traffic traffic() {
    return traffic;
  }

  /** Cancels pending faults. Nodes that are down by then are restored by the {@link GuardedRun}. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }

  private Optional<InjectedFault> play(Fault fault, long startedAt, boolean watched)
      throws InterruptedException {
    List<String> gateways = watched ? TrafficWatch.gateways(lab) : List.of();
    if (loadIsOverBy(startedAt + fault.at().toMillis())) {
      return Optional.empty();
    }
    String action = fault.action().name().toLowerCase(Locale.ROOT);
    Open opened = new Open(node(fault.target()), fault.action());
    progress.step(action + " " + opened.node());
    long at = System.currentTimeMillis();
    inject(opened);
    TrafficWatch watching = watched ? TrafficWatch.start(lab, gateways, opened.node(), at) : null;
    try {
      if (fault.lift() == null) {
        loadIsOver.await();
      } else {
        var _ = loadIsOverBy(startedAt + fault.lift().toMillis());
      }
    } finally {
      if (watching != null) {
        watching.end();
      }
    }
    if (watching != null && watch != null) {
      traffic = TrafficWatch.traffic(watching.samples(), watch.ejected().toMillis());
    }
    long lifting = System.currentTimeMillis();
    progress.step("start " + opened.node() + " again");
    lift(opened);
    long lifted = System.currentTimeMillis();
    progress.step("%s is ready again after %,d ms".formatted(opened.node(), lifted - lifting));
    return Optional.of(
        new InjectedFault(
            opened.node(), action, at - startedAt, lifting - startedAt, lifted - startedAt));
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

  /** Waits until that time or until the load is over; returns whether the load is over. */
  private boolean loadIsOverBy(long epochMillis) throws InterruptedException {
    return loadIsOver.await(
        Math.max(0, epochMillis - System.currentTimeMillis()), TimeUnit.MILLISECONDS);
  }
}
