package lab.monitor;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lab.monitor.Metric.Sample;
import lab.monitor.Question.KafkaQuestion;

/**
 * Polls every node every five seconds, and answers a scrape with the latest results, so that a
 * scrape costs no node anything and waits for none.
 *
 * <p>All nodes are polled at once, each by a virtual thread over a persistent connection. A probe
 * that has no answer within a second is interrupted, which closes the connection, and the node
 * counts as down: a node that hangs delays no other. Only a name lookup cannot be interrupted; then
 * the node is skipped until it ends. The first round, in which the clients' classes are loaded, may
 * take longer.
 */
public final class Monitor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Monitor.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Duration FIRST_LIMIT = Duration.ofSeconds(4);

  private final Supplier<List<MonitoredNode>> nodes;
  private final Usage usage;
  private final Duration every;
  private final Faults faults;
  private final PushedMetrics pushed;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final KafkaCluster kafka = new KafkaCluster();
  private final Map<String, Watch.Starts> starts = new HashMap<>();
  private volatile List<Watch> watches = List.of();

  /**
   * @param nodes read before each round, because nodes may come and go
   * @param clock measures the age of pushed metrics and faults
   */
  public Monitor(Supplier<List<MonitoredNode>> nodes, Usage usage, Clock clock) {
    this(nodes, usage, clock, EVERY);
  }

  Monitor(Supplier<List<MonitoredNode>> nodes, Usage usage, Clock clock, Duration every) {
    this.nodes = nodes;
    this.usage = usage;
    this.every = every;
    faults = new Faults(clock);
    pushed = new PushedMetrics(clock);
  }

  /** Starts the rounds; returns before the first is over. */
  public void start() {
    threads.execute(this::rounds);
  }

  private void rounds() {
    try {
      for (Duration limit = FIRST_LIMIT; true; limit = LIMIT) {
        long begun = System.nanoTime();
        try {
          round(limit);
        } catch (RuntimeException e) {
          if (threads.isShutdown()) {
            return;
          }
          LOG.log(System.Logger.Level.WARNING, "A round of the monitor failed", e);
        }
        TimeUnit.NANOSECONDS.sleep(every.toNanos() - (System.nanoTime() - begun));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void round(Duration limit) throws InterruptedException {
    follow(nodes.get());
    var asked = watches;
    if (asked.stream().anyMatch(watch -> watch.node().question() instanceof KafkaQuestion)) {
      threads.execute(kafka::refresh);
    }
    var answers =
        threads.invokeAll(
            asked.stream().map(Executors::callable).toList(),
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    for (int i = 0; i < asked.size(); i++) {
      if (answers.get(i).isCancelled()) {
        asked.get(i).noAnswer();
      }
    }
  }

  /** Keeps watching the nodes that are unchanged, adds the new ones, drops those that are gone. */
  private void follow(List<MonitoredNode> wanted) {
    var before = new HashMap<String, Watch>();
    watches.forEach(watch -> before.put(watch.node().name(), watch));
    var now = new LinkedHashMap<String, Watch>();
    kafka.follow(
        wanted.stream()
            .map(MonitoredNode::question)
            .filter(KafkaQuestion.class::isInstance)
            .map(KafkaQuestion.class::cast)
            .toList());
    for (MonitoredNode node : wanted) {
      Watch known = before.get(node.name());
      if (known != null && known.node().equals(node)) {
        now.put(node.name(), known);
      } else {
        var counted = starts.computeIfAbsent(node.name(), _ -> new Watch.Starts());
        now.put(node.name(), new Watch(node, Probe.of(node, kafka), usage, counted));
      }
    }
    watches = List.copyOf(now.values());
    before.values().stream().filter(watch -> !watches.contains(watch)).forEach(Watch::close);
    starts.keySet().retainAll(now.keySet());
  }

  /** In Prometheus' text format, which every Prometheus reads. */
  public String scrape() {
    return scrape("").text();
  }

  /**
   * In OpenMetrics or in Prometheus' text format.
   *
   * @param accept the scraper's Accept header
   */
  public Page scrape(String accept) {
    var samples = new ArrayList<Sample>();
    for (Watch watch : watches) {
      samples.addAll(watch.newest());
    }
    kafka.figures().ifPresent(figures -> samples.addAll(of(figures)));
    faults
        .all()
        .forEach((node, active) ->
            active.forEach(
                (fault, is) -> samples.add(Metric.FAULT_ACTIVE.of(is ? 1 : 0, node, fault))));
    return Page.of(samples, pushed.newest(), accept);
  }

  /** The figures of the brokers that are up, and of the cluster if one is. */
  private List<Sample> of(KafkaFigures figures) {
    var samples = new ArrayList<Sample>();
    for (Watch watch : watches) {
      if (watch.isUp() && watch.node().question() instanceof KafkaQuestion(_, var id, _)) {
        String[] tags = {watch.node().name(), watch.node().kind()};
        samples.add(Metric.KAFKA_CONTROLLER.of(figures.controller() == id ? 1 : 0, tags));
        samples.add(Metric.KAFKA_LEADERS.of(figures.leaders().getOrDefault(id, 0), tags));
      }
    }
    if (!samples.isEmpty()) {
      samples.addAll(figures.samples());
    }
    return samples;
  }

  /** The faults that the lab injects. */
  public Faults faults() {
    return faults;
  }

  /** The metrics that a load generator pushes. */
  public PushedMetrics pushed() {
    return pushed;
  }

  /** Ends the rounds and closes the connections. */
  @Override
  public void close() {
    threads.shutdownNow();
    watches.forEach(Watch::close);
    kafka.close();
  }
}
