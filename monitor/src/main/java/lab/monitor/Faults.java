package lab.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The faults that the lab injected on purpose, which charts shade. A node that dies by itself has
 * none. A fault that ended stays known, at 0; a short one is reported for longer than Prometheus'
 * scrape interval, so that no chart misses it.
 */
public final class Faults {
  private static final Set<String> KNOWN = Set.of("kill", "stop", "pause", "disconnect");
  private static final String NODE = "[a-z0-9-]{1,64}";
  private static final int MOST_NODES = 200;
  private static final Duration LEAST_SHOWN = Duration.ofSeconds(6);

  private final Clock clock;
  private final SortedMap<String, SortedMap<String, Fault>> byNode = new TreeMap<>();

  private record Fault(Instant begun, boolean ended) {
    Fault end() {
      return new Fault(begun, true);
    }

    boolean isShown(Instant now) {
      return !ended || now.isBefore(begun.plus(LEAST_SHOWN));
    }
  }

  Faults(Clock clock) {
    this.clock = clock;
  }

  /**
   * A fault begins, possibly on top of another.
   *
   * @param fault {@code kill}, {@code stop}, {@code pause} or {@code disconnect}
   * @throws IllegalArgumentException for an unknown fault or an invalid node name
   */
  public synchronized void begin(String node, String fault) {
    check(node);
    if (!KNOWN.contains(fault)) {
      throw new IllegalArgumentException(
          "fault is kill, stop, pause or disconnect, not %s".formatted(fault));
    }
    if (byNode.size() >= MOST_NODES && !byNode.containsKey(node)) {
      throw new IllegalArgumentException("%d nodes have faults already".formatted(MOST_NODES));
    }
    byNode
        .computeIfAbsent(node, _ -> new TreeMap<>())
        .put(fault, new Fault(clock.instant(), false));
  }

  /**
   * All faults of the node end; does nothing if it has none.
   *
   * @throws IllegalArgumentException for an invalid node name
   */
  public synchronized void end(String node) {
    check(node);
    byNode.getOrDefault(node, new TreeMap<>()).replaceAll((_, fault) -> fault.end());
  }

  private static void check(String node) {
    if (!node.matches(NODE)) {
      throw new IllegalArgumentException("Not a node's name: " + node);
    }
  }

  /** By node and fault: whether it is reported as active. */
  synchronized Map<String, Map<String, Boolean>> all() {
    Instant now = clock.instant();
    var all = new TreeMap<String, Map<String, Boolean>>();
    byNode.forEach((node, faults) -> {
      var shown = all.computeIfAbsent(node, _ -> new TreeMap<>());
      faults.forEach((name, fault) -> shown.put(name, fault.isShown(now)));
    });
    return all;
  }
}
