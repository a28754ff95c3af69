package lab.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import lab.monitor.Metric.Sample;

/** A node being watched: its probe, its latest findings, and how often it came up. */
final class Watch implements Runnable, AutoCloseable {
  private final MonitoredNode node;
  private final Probe probe;
  private final Usage usage;
  private final Starts starts;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile List<Sample> newest = List.of();
  private volatile boolean up;

  Watch(MonitoredNode node, Probe probe, Usage usage, Starts starts) {
    this.node = node;
    this.probe = probe;
    this.usage = usage;
    this.starts = starts;
  }

  /** How often a node came up; kept when the node moves to another address. */
  static final class Starts {
    private int count;
    private boolean wasUp;
    private Optional<String> life = Optional.empty();

    /** It answers; if two lives can be compared, the end of a pause is not a start. */
    private synchronized int up(Optional<String> now) {
      boolean comparable = life.isPresent() && now.isPresent();
      boolean same = comparable ? life.equals(now) : wasUp;
      count += same ? 0 : 1;
      life = now;
      wasUp = true;
      return count;
    }

    private synchronized void down() {
      wasUp = false;
    }
  }

  MonitoredNode node() {
    return node;
  }

  boolean isUp() {
    return up;
  }

  /** The latest samples; none before the first poll. */
  List<Sample> newest() {
    return newest;
  }

  /** Polls the node. If interrupted, or while the last poll still hangs, it counts as no answer. */
  @Override
  public void run() {
    if (!turn.tryLock()) {
      noAnswer();
      return;
    }
    try {
      Findings findings = probe.call();
      if (Thread.interrupted()) {
        noAnswer();
      } else {
        answer(findings);
      }
    } catch (Exception e) {
      noAnswer();
    } finally {
      turn.unlock();
    }
  }

  private void answer(Findings findings) {
    int count = starts.up(findings.life().or(() -> usage.life(node.name())));
    var samples = new ArrayList<Sample>();
    samples.add(Metric.NODE_UP.of(1, node.name(), node.kind()));
    samples.add(Metric.NODE_STARTS.of(count, node.name(), node.kind()));
    usage
        .of(node.name())
        .ifPresent(used -> {
          samples.add(Metric.NODE_MEMORY.of((double) used.memoryBytes(), node.name(), node.kind()));
          samples.add(Metric.NODE_CPU.of(used.cpuSeconds(), node.name(), node.kind()));
        });
    samples.addAll(findings.samples());
    newest = List.copyOf(samples);
    up = true;
  }

  /** It did not answer in time, or at all. */
  void noAnswer() {
    starts.down();
    up = false;
    newest = List.of(Metric.NODE_UP.of(0, node.name(), node.kind()));
  }

  @Override
  public void close() {
    probe.close();
  }
}
