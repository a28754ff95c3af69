package lab.loadtest;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import lab.protocol.Event;
import lab.protocol.Plan;
import lab.protocol.PrometheusText;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lab, as far as a workload may use it. All methods can be called from any thread; those that
 * ask the lab for something return when it is done, and throw {@link IllegalStateException} if it
 * could not be done.
 */
public interface Stage {
  /** The gateway's origin: a URI without a path. */
  URI gateway();

  /** The run's folder, for output files. */
  Path folder();

  /** A correct response slower than this is listed with its exact time. */
  long slowMillis();

  /** Where figures are sent while the load runs. */
  Optional<Plan.Live> live();

  /** Reports progress, in words. */
  void step(String words);

  /**
   * The measured part begins at this time, from which the times of the faults count. Reported once.
   */
  void started(long epochMillis);

  /** The measured part begins now. */
  default void started() {
    started(System.currentTimeMillis());
  }

  /** Reports one second of the load, for the progress display. */
  void second(Event.Second second);

  /** The names of the ready nodes of this kind. */
  List<String> nodes(String kind);

  /** Kills a node: sudden death. */
  void kill(String node);

  /** Stops a node: orderly shutdown. */
  void stop(String node);

  /** Starts a killed or stopped node; returns when it is ready. */
  void start(String node);

  /** The response of an endpoint of this node's actuator. */
  String actuator(String node, String endpoint);

  /**
   * Returns when all faults are lifted and the lab is as it was before; must be called before a
   * ledger is read back.
   */
  void calm();

  /**
   * Starts all of them at the same time, because some become ready only when others are; returns
   * when all are ready.
   *
   * @throws IllegalStateException naming those that did not start, after all have been tried
   */
  default void startAll(Collection<String> nodes) {
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

  /** A snapshot of a node's metrics. */
  default PrometheusText metrics(String node) {
    return new PrometheusText(actuator(node, "prometheus"));
  }

  /** CPU time that these nodes have used in total, in seconds. */
  default double cpuSeconds(Collection<String> nodes) {
    return nodes.stream().mapToDouble(node -> metrics(node).cpuSeconds()).sum();
  }

  /** Heap that these nodes need in total, without garbage, in bytes. */
  default double liveHeap(Collection<String> nodes) {
    return nodes.stream()
        .map(node -> JsonMapper.shared().readTree(actuator(node, "liveheap")))
        .mapToDouble(heap -> heap.required("bytes").doubleValue())
        .sum();
  }
}
