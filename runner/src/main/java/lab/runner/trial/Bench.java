package lab.runner.trial;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import lab.runner.experiment.Experiment.Action;
import lab.runner.experiment.ProgressListener;
import lab.runner.experiment.RunningLab;
import tools.jackson.databind.json.JsonMapper;

/** The lab under a trial. What the trial kills or stops is up again after it, on every way out. */
public final class Bench implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final RunningLab lab;
  private final String arm;
  private final ProgressListener progress;
  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private boolean closed;

  Bench(RunningLab lab, String arm, ProgressListener progress) {
    this.lab = lab;
    this.arm = arm;
    this.progress = progress;
  }

  /** Where the gateway answers, without a path. */
  public URI gateway() {
    return lab.gateway();
  }

  /** Tells what goes on. */
  public void step(String what) {
    progress.step(arm + ": " + what);
  }

  /** The names of this kind's nodes that are ready. */
  public List<String> nodes(String kind) {
    return lab.nodes().stream()
        .filter(node -> node.kind().equals(kind) && node.ready())
        .map(RunningLab.Node::name)
        .toList();
  }

  /** Sudden death. */
  public void kill(String node) {
    fault(node, Action.KILL);
  }

  /** An orderly end. */
  public void stop(String node) {
    fault(node, Action.STOP);
  }

  private synchronized void fault(String node, Action action) {
    if (closed) {
      throw new IllegalStateException("the trial is over: " + node + " stays as it is");
    }
    step((action == Action.KILL ? "kill " : "stop ") + node);
    down.add(node);
    if (action == Action.KILL) {
      lab.kill(node);
    } else {
      lab.stop(node);
    }
  }

  /** Starts what was killed or stopped; returns when it is ready. */
  public void start(String node) {
    step("start " + node + " again");
    lab.start(node);
    down.remove(node);
  }

  /**
   * Starts them at once, for some are ready only when others are; returns when all are ready.
   *
   * @throws IllegalStateException naming those that are not, after all have been tried
   */
  public void startAll(Collection<String> nodes) {
    List<String> stayDown = new CopyOnWriteArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String node : nodes) {
        threads.execute(() -> {
          try {
            start(node);
          } catch (RuntimeException e) {
            stayDown.add(node + " (" + e.getMessage() + ")");
          }
        });
      }
    }
    if (!stayDown.isEmpty()) {
      throw new IllegalStateException("not started again: " + String.join(", ", stayDown));
    }
  }

  /** Seconds of CPU that these services' nodes have used, all together. */
  public double cpuSeconds(Collection<String> nodes) {
    return nodes.stream().mapToDouble(node -> readings(node).cpuSeconds()).sum();
  }

  /** Bytes that these services' nodes need in their heaps, all together: what is no garbage. */
  public double liveHeap(Collection<String> nodes) {
    return nodes.stream()
        .map(node -> JSON.readTree(lab.actuator(node, "liveheap")))
        .mapToDouble(heap -> heap.required("bytes").doubleValue())
        .sum();
  }

  /** What a service's node tells of itself now. */
  public Readings readings(String node) {
    return new Readings(lab.metrics(node));
  }

  /**
   * Starts what is still down, even in an interrupted thread.
   *
   * @throws IllegalStateException if something stays down, after all has been tried
   */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      synchronized (this) {
        closed = true;
      }
      startAll(List.copyOf(down));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
