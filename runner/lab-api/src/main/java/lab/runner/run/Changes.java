package lab.runner.run;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lab.runner.lab.Hands;

/**
 * What a run has done to a lab and not yet undone. A fault is recorded before it is injected and
 * its lifting afterwards, so that if something breaks in between, too much is undone rather than
 * too little. Thread-safe.
 */
public final class Changes {
  /** What undoes a fault, in the order in which a node needs them. */
  enum Lift {
    RESUME,
    RECONNECT,
    START
  }

  /** A snapshot of all changes, to be stored elsewhere. */
  record Kept(Map<String, Set<Lift>> faulted, Set<String> configured) {}

  private final Map<String, Set<Lift>> faulted = new TreeMap<>();
  private final Set<String> configured = new LinkedHashSet<>();
  private final Consumer<Kept> keeper;

  /** No changes yet. */
  public Changes() {
    this(new Kept(Map.of(), Set.of()), _ -> {});
  }

  /**
   * @param keeper receives a snapshot after each change
   */
  Changes(Kept kept, Consumer<Kept> keeper) {
    kept.faulted().forEach((node, lifts) -> lifts.forEach(lift -> faulted(node).add(lift)));
    configured.addAll(kept.configured());
    this.keeper = keeper;
  }

  private Set<Lift> faulted(String node) {
    return faulted.computeIfAbsent(node, _ -> EnumSet.noneOf(Lift.class));
  }

  private void keep() {
    var copy = new TreeMap<String, Set<Lift>>();
    faulted.forEach((node, lifts) -> copy.put(node, Set.copyOf(lifts)));
    keeper.accept(new Kept(copy, Set.copyOf(configured)));
  }

  /**
   * A fault is about to be injected into the node: {@code kill}, {@code stop}, {@code pause},
   * {@code disconnect}.
   */
  public synchronized void faulting(String node, String action) {
    switch (action) {
      case "kill", "stop" -> faulted(node).add(Lift.START);
      case "pause" -> faulted(node).add(Lift.RESUME);
      case "disconnect" -> faulted(node).add(Lift.RECONNECT);
      default -> {
        return; // an action that lifts a fault is not a fault
      }
    }
    keep();
  }

  /** A fault of the node has been lifted: {@code start}, {@code resume}, {@code reconnect}. */
  public synchronized void lifted(String node, String action) {
    var lifts = faulted.getOrDefault(node, EnumSet.noneOf(Lift.class));
    switch (action) {
      case "start" -> {
        lifts.remove(Lift.START);
        lifts.remove(Lift.RESUME); // the process that was frozen is gone
      }
      case "resume" -> lifts.remove(Lift.RESUME);
      case "reconnect" -> lifts.remove(Lift.RECONNECT);
      default -> {} // a fault lifts nothing
    }
    if (lifts.isEmpty()) {
      faulted.remove(node);
    }
    keep();
  }

  /** The properties of this kind are about to be overridden. */
  public synchronized void configuring(String kind) {
    configured.add(kind);
    keep();
  }

  /** The kind has the topology's properties again. */
  public synchronized void putBack(String kind) {
    configured.remove(kind);
    keep();
  }

  private synchronized Set<String> faultedNodes() {
    return Set.copyOf(faulted.keySet());
  }

  private synchronized List<String> configuredKinds() {
    return List.copyOf(configured);
  }

  private synchronized List<Lift> lifts(String node) {
    return List.copyOf(faulted.getOrDefault(node, Set.of()));
  }

  /**
   * Undoes everything: first the nodes, then the configuration. If one change cannot be undone, the
   * others still are.
   *
   * @return what could not be undone, in words; empty if everything is restored
   */
  public List<String> undo(Hands lab, Consumer<String> told) {
    var left = new ArrayList<String>();
    Map<String, String> down = liftAll(lab, told);
    if (!down.isEmpty()) {
      left.add(
          "not started again: "
              + down.entrySet().stream()
                  .map(node -> "%s (%s)".formatted(node.getKey(), node.getValue()))
                  .collect(Collectors.joining(", ")));
    }
    for (String kind : configuredKinds()) {
      told.accept("putting the configuration of " + kind + " back");
      try {
        lab.configure(kind, Map.of());
        putBack(kind);
      } catch (RuntimeException e) {
        left.add("the configuration of %s was not put back: %s".formatted(kind, e.getMessage()));
      }
    }
    return left;
  }

  /**
   * Lifts all faults concurrently, because some nodes become ready only together; and repeats that
   * as long as it makes progress, because some nodes refuse to start until others are ready.
   */
  private Map<String, String> liftAll(Hands lab, Consumer<String> told) {
    Map<String, String> down = Map.of();
    int before;
    int now = faultedNodes().size();
    do {
      before = now;
      down = lift(faultedNodes(), lab, told);
      now = down.size();
    } while (now > 0 && now < before);
    return down;
  }

  private Map<String, String> lift(Set<String> nodes, Hands lab, Consumer<String> told) {
    var down = new ConcurrentSkipListMap<String, String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String node : nodes) {
        threads.execute(() -> {
          try {
            lift(node, lab, told);
          } catch (RuntimeException e) {
            down.put(node, String.valueOf(e.getMessage()));
          }
        });
      }
    }
    return down;
  }

  private void lift(String node, Hands lab, Consumer<String> told) {
    RuntimeException trouble = null;
    if (!lab.isReady(node)) {
      told.accept("rollback: " + node + " back");
      for (Lift lift : lifts(node)) {
        try {
          switch (lift) {
            case RESUME -> lab.resume(node);
            case RECONNECT -> lab.reconnect(node);
            case START -> lab.start(node);
          }
        } catch (RuntimeException e) {
          trouble = e; // a node that was paused and then killed cannot be resumed, only started
        }
      }
    }
    if (trouble != null && !lab.isReady(node)) {
      throw trouble;
    }
    synchronized (this) {
      faulted.remove(node);
      keep();
    }
  }
}
