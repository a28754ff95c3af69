package lab.runner.daemon;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lab.monitor.Monitor;
import lab.monitor.Usage;
import lab.runner.process.Node;
import lab.servers.process.ServerProcess;

/** The lab's monitor, fed with the runner's nodes, their processes and the faults it injects. */
final class Monitoring implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final Monitor monitor;

  Monitoring(Supplier<List<Node>> nodes) {
    monitor =
        new Monitor(
            () -> nodes.get().stream().map(Node::monitored).toList(),
            new ProcessUsage(nodes),
            Clock.systemUTC());
  }

  /** The resource usage of the nodes' processes. */
  private record ProcessUsage(Supplier<List<Node>> nodes) implements Usage {
    @Override
    public Optional<Used> of(String node) {
      return process(node)
          .map(process -> new Used(process.memoryBytes(), process.cpuTime().toNanos() / NANOS));
    }

    @Override
    public Optional<String> life(String node) {
      return process(node).map(process -> "pid " + process.pid());
    }

    private Optional<ServerProcess> process(String name) {
      return nodes.get().stream()
          .filter(node -> node.name().equals(name))
          .findFirst()
          .flatMap(Node::process);
    }
  }

  void start() {
    monitor.start();
  }

  /** All metrics, in Prometheus' text format. */
  String figures() {
    return monitor.scrape();
  }

  /**
   * Accepts figures from a load generator.
   *
   * @throws IllegalArgumentException if these are not a load generator's figures
   */
  void load(String figures) {
    monitor.pushed().accept("load", figures);
  }

  /**
   * Injects a fault. It counts from before the injection, because a stop takes a while; a fault of
   * a node without a process does not count.
   */
  void fault(Node node, String fault, Consumer<Node> make) {
    if (node.hasProcess()) {
      monitor.faults().begin(node.name(), fault);
    }
    make.accept(node);
  }

  /** The node's fault has been lifted. */
  void lifted(String node) {
    monitor.faults().end(node);
  }

  @Override
  public void close() {
    monitor.close();
  }
}
