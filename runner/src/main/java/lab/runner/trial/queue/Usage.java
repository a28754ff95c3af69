package lab.runner.trial.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lab.runner.experiment.ExperimentTrouble;
import lab.runner.trial.Bench;

/**
 * What services use from now on. Of their heaps, the least that was seen counts: what is left after
 * a collection is what is needed.
 */
final class Usage implements AutoCloseable {
  private static final long EVERY_MILLIS = 500;

  private final Bench bench;
  private final List<String> nodes = new ArrayList<>();
  private final Map<String, Double> least = new HashMap<>();
  private final long begin = System.nanoTime();
  private final double cpuBefore;
  private final Thread sampler;
  private volatile boolean over;
  private volatile String silence = "no time was left for it";

  Usage(Bench bench, String... kinds) {
    this.bench = bench;
    for (String kind : kinds) {
      nodes.addAll(bench.nodes(kind));
    }
    cpuBefore = bench.cpuSeconds(nodes);
    sampler = Thread.ofVirtual().start(this::sample);
  }

  private void sample() {
    try {
      while (!over) {
        Thread.sleep(EVERY_MILLIS);
        nodes.forEach(this::read);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is over
    }
  }

  private void read(String node) {
    try {
      double heap = bench.readings(node).heap();
      synchronized (least) {
        least.merge(node, heap, Math::min);
      }
    } catch (RuntimeException e) {
      silence = String.valueOf(e.getMessage()); // only if there is never an answer
    }
  }

  /** Busy on the average. */
  double cores() {
    return (bench.cpuSeconds(nodes) - cpuBefore) / ((System.nanoTime() - begin) / 1e9);
  }

  /**
   * Bytes, of all together.
   *
   * @throws ExperimentTrouble if one of them never told
   */
  double leastHeap() throws ExperimentTrouble {
    synchronized (least) {
      for (String node : nodes) {
        if (!least.containsKey(node)) {
          throw new ExperimentTrouble("The heap of " + node + " was never told: " + silence);
        }
      }
      return least.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  @Override
  public void close() {
    over = true;
    sampler.interrupt();
  }
}
