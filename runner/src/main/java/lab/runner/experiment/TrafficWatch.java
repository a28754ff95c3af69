package lab.runner.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Watches how often the gateways try a node that is down, by their own counters, ten times a second
 * from the fault until it is lifted.
 */
final class TrafficWatch {
  private static final String METRIC = "lab_gateway_attempts_total";
  private static final Pattern VALUE = Pattern.compile("} ([-+.\\w]+)");
  private static final long EVERY_MILLIS = 100;

  record Sample(long sinceFaultMillis, long attempts) {}

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

  /** Who is to be watched; asked before the fault, for it may take a second to tell. */
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
   * The traffic told by the samples; null if the gateways' metrics did not tell. A try between
   * {@code afterMillis} and the next sample is not seen: the watch sees 100 ms sharp.
   */
  static Result.@Nullable Traffic traffic(List<Sample> samples, long afterMillis) {
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
    return new Result.Traffic(off, later.getLast().attempts() - later.getFirst().attempts());
  }

  /** The tries of a node by a gateway's Prometheus text; empty if the text does not have them. */
  static OptionalLong attempts(String metrics, String node) {
    String label = "upstream=\"" + node + "\"";
    double sum = 0;
    boolean told = false;
    for (String line : metrics.lines().toList()) {
      if (line.startsWith(METRIC + "{")) {
        told = true;
        if (line.contains(label)) {
          Matcher value = VALUE.matcher(line);
          sum += value.find() ? Double.parseDouble(value.group(1)) : 0;
        }
      }
    }
    return told ? OptionalLong.of(Math.round(sum)) : OptionalLong.empty();
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
        return; // a gateway that does not tell now may tell in a moment
      }
    }
    if (told) {
      samples.add(new Sample(now, sum));
    }
  }
}
