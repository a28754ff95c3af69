package lab.runner.trial.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lab.runner.trial.Bench;
import lab.runner.trial.Readings;

/**
 * What services use from now on. Of their memory, heap and direct buffers, the least that was seen
 * counts: what is left after a collection is what is needed.
 */
final class Usage implements AutoCloseable {
  private static final long EVERY_MILLIS = 500;

  private final Bench bench;
  private final List<String> nodes = new ArrayList<>();
  private final Map<String, Double> least = new HashMap<>();
  private final long begin = System.nanoTime();
  private final double cpuBefore;
  private final Thread sampler;

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
      while (true) {
        Thread.sleep(EVERY_MILLIS);
        for (String node : nodes) {
          Readings readings = bench.readings(node);
          synchronized (least) {
            least.merge(node, readings.memory(), Math::min);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is over
    } catch (RuntimeException e) {
      if (!Thread.currentThread().isInterrupted()) {
        bench.step("no more readings: " + e.getMessage());
      }
    }
  }

  /** Busy on the average. */
  double cores() {
    return (bench.cpuSeconds(nodes) - cpuBefore) / ((System.nanoTime() - begin) / 1e9);
  }

  /** Bytes, of all together. */
  double leastMemory() {
    synchronized (least) {
      return least.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  @Override
  public void close() {
    sampler.interrupt();
  }
}
