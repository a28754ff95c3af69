package lab.runner.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import lab.protocol.PrometheusText;
import lab.runner.lab.RunningLab;
import org.jspecify.annotations.Nullable;

/**
 * Watches how often the gateways attempt a node that is down, by sampling their counters ten times
 * a second from the fault until it is lifted.
 */
final class TrafficWatch {
  private static final String METRIC = "lab_gateway_attempts_total";
  private static final long EVERY_MILLIS = 100;

  record Sample(long sinceFaultMillis, long attempts) {}

  /**
   * How the gateways stopped using the faulted node.
   *
   * @param offMillis from the fault to the last sample in which a gateway had attempted the node
   *     again
   * @param attemptsAfter how often they attempted it between {@code afterMillis} after the fault
   *     and the lift
   */
  record Traffic(long offMillis, long attemptsAfter) {}

  private final RunningLab lab;
  private final String node;
  private final List<String> gateways;
  private final long faultAt;
  private final List<Sample> samples = new ArrayList<>();
  private final Thread thread;
  private volatile boolean done;

  private TrafficWatch(RunningLab lab, List<String> gateways, String node, long faultAt) {
    this.lab = lab;
    this.gateways = gateways;
    this.node = node;
    this.faultAt = faultAt;
    this.thread = Thread.ofVirtual().name("traffic-watch").unstarted(this::watch);
  }

  /** The gateways to be watched; to be called before the fault, because it may take a second. */
  static List<String> gateways(RunningLab lab) {
    return lab.nodes().stream()
        .filter(node -> node.kind().equals("gateway"))
        .map(RunningLab.Node::name)
        .toList();
  }

  static TrafficWatch start(RunningLab lab, List<String> gateways, String node, long faultAt) {
    TrafficWatch watch = new TrafficWatch(lab, gateways, node, faultAt);
    watch.thread.start();
    return watch;
  }

  /** To be called before the node is started again. */
  void end() {
    done = true;
  }

  List<Sample> samples() throws InterruptedException {
    thread.join();
    return List.copyOf(samples);
  }

  /**
   * The traffic according to the samples; null if the gateways' metrics did not show it. An attempt
   * between {@code afterMillis} and the next sample is not counted, as the resolution is 100 ms.
   */
  static @Nullable Traffic traffic(List<Sample> samples, long afterMillis) {
    List<Sample> later =
        samples.stream().filter(sample -> sample.sinceFaultMillis() >= afterMillis).toList();
    if (later.isEmpty()) {
      return null;
    }
    long off = 0;
    for (int i = 1; i < samples.size(); i++) {
      if (samples.get(i).attempts() > samples.get(i - 1).attempts()) {
        off = samples.get(i).sinceFaultMillis();
      }
    }
    return new Traffic(off, later.getLast().attempts() - later.getFirst().attempts());
  }

  /**
   * The number of attempts on a node in a gateway's metrics; empty if they do not contain the
   * counter.
   */
  static OptionalLong attempts(String metrics, String node) {
    OptionalDouble sum = new PrometheusText(metrics).sum(METRIC, "upstream=\"" + node + "\"");
    return sum.isPresent() ? OptionalLong.of(Math.round(sum.getAsDouble())) : OptionalLong.empty();
  }

  private void watch() {
    try {
      while (!done) {
        sample();
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample() {
    long now = System.currentTimeMillis() - faultAt;
    long sum = 0;
    boolean told = false;
    for (String gateway : gateways) {
      try {
        OptionalLong attempts = attempts(lab.metrics(gateway), node);
        told |= attempts.isPresent();
        sum += attempts.orElse(0);
      } catch (RuntimeException e) {
        return; // a gateway that does not answer now may answer in a moment
      }
    }
    if (told) {
      samples.add(new Sample(now, sum));
    }
  }
}
