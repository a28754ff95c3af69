package lab.runner.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import lab.runner.lab.Hands;

/**
 * A fake lab that only keeps names: of nodes that are down, paused or cut off, and of kinds that
 * are configured.
 */
final class Toy implements Hands {
  final Set<String> dead = ConcurrentHashMap.newKeySet();
  final Set<String> paused = ConcurrentHashMap.newKeySet();
  final Set<String> alone = ConcurrentHashMap.newKeySet();
  final Map<String, Map<String, String>> configured = new ConcurrentHashMap<>();
  final List<String> history = new CopyOnWriteArrayList<>();

  /** Nodes that do not start until another is ready. */
  final Map<String, String> after = new ConcurrentHashMap<>();

  void fault(String node, String action) {
    if (action.equals("pause") && dead.contains(node)) {
      throw new IllegalStateException(node + " has no process");
    }
    history.add(action + " " + node);
    switch (action) {
      case "kill", "stop" -> {
        dead.add(node);
        paused.remove(node);
      }
      case "pause" -> paused.add(node);
      case "disconnect" -> alone.add(node);
      default -> throw new IllegalArgumentException(action);
    }
  }

  boolean isAsNew() {
    return dead.isEmpty()
        && paused.isEmpty()
        && alone.isEmpty()
        && configured.values().stream().allMatch(Map::isEmpty);
  }

  @Override
  public boolean isReady(String node) {
    return !dead.contains(node) && !paused.contains(node) && !alone.contains(node);
  }

  @Override
  public void start(String node) {
    if (!isReady(after.getOrDefault(node, ""))) {
      throw new IllegalStateException(node + " needs " + after.get(node));
    }
    if (!dead.remove(node)) {
      throw new IllegalStateException(node + " runs already");
    }
    history.add("start " + node);
  }

  @Override
  public void resume(String node) {
    if (!paused.remove(node)) {
      throw new IllegalStateException(node + " is not paused");
    }
  }

  @Override
  public void reconnect(String node) {
    if (!alone.remove(node)) {
      throw new IllegalStateException(node + " is not disconnected");
    }
  }

  @Override
  public void configure(String kind, Map<String, String> properties) {
    history.add("configure " + kind + " " + properties);
    configured.put(kind, properties);
  }
}
