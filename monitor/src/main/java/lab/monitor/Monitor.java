package lab.monitor;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Asks every node each five seconds, and answers a scrape with what it found last. */
public final class Monitor implements AutoCloseable {
  private final Faults faults = new Faults();
  private final PushedMetrics pushed;

  /**
   * @param nodes asked for anew before each round: nodes may come and go
   * @param clock tells how old pushed figures are
   */
  public Monitor(Supplier<List<MonitoredNode>> nodes, Usage usage, Clock clock) {
    Objects.requireNonNull(nodes);
    Objects.requireNonNull(usage);
    this.pushed = new PushedMetrics(clock);
  }

  /** Starts the rounds. */
  public void start() {}

  /** In Prometheus's text format. */
  public String scrape() {
    return "";
  }

  /** The faults that the lab makes. */
  public Faults faults() {
    return faults;
  }

  /** What a load generator pushes. */
  public PushedMetrics pushed() {
    return pushed;
  }

  /** Ends the rounds and closes the connections. */
  @Override
  public void close() {}
}
