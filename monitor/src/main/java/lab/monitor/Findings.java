package lab.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lab.monitor.Metric.Sample;

/** What a node that answers reports about itself. */
final class Findings {
  private final MonitoredNode node;
  private final List<Sample> samples = new ArrayList<>();
  private Optional<String> life = Optional.empty();

  Findings(MonitoredNode node) {
    this.node = node;
  }

  Findings put(Metric metric, double value) {
    samples.add(metric.of(value, node.name(), node.kind()));
    return this;
  }

  Findings put(Metric metric, String tag, double value) {
    samples.add(metric.of(value, node.name(), node.kind(), tag));
    return this;
  }

  Findings put(Metric metric, boolean value) {
    return put(metric, value ? 1 : 0);
  }

  /** Identifies the process that answers: a different text after each start. */
  Findings life(String text) {
    life = Optional.of(text);
    return this;
  }

  Optional<String> life() {
    return life;
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }
}
