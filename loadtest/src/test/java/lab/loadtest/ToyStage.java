package lab.loadtest;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import lab.protocol.Event;
import lab.protocol.Plan;

/** A stage that records what is asked of it, and calls the hook of a test. */
public final class ToyStage implements Stage {
  private final URI gateway;
  private final Path folder;

  /** Such as {@code kill redis-1}, {@code started}, {@code calm}. */
  public final List<String> history = new CopyOnWriteArrayList<>();

  public final List<String> steps = new CopyOnWriteArrayList<>();
  public final Map<String, List<String>> nodes = new ConcurrentHashMap<>();

  /** Called with each entry of the history when it happens. */
  public volatile Consumer<String> hook = _ -> {};

  /** By how much the reported CPU time grows with every question. */
  public volatile double cpuSecondsAQuestion = 1;

  private double cpuSeconds;
  public volatile double heapBytes = 1000;
  public volatile long slowMillis = 500;

  public ToyStage(URI gateway, Path folder) {
    this.gateway = gateway;
    this.folder = folder;
  }

  @Override
  public URI gateway() {
    return gateway;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public long slowMillis() {
    return slowMillis;
  }

  @Override
  public Optional<Plan.Live> live() {
    return Optional.empty();
  }

  @Override
  public void step(String words) {
    steps.add(words);
  }

  @Override
  public void started(long epochMillis) {
    happen("started");
  }

  @Override
  public void second(Event.Second second) {}

  @Override
  public List<String> nodes(String kind) {
    return nodes.getOrDefault(kind, List.of());
  }

  @Override
  public void kill(String node) {
    happen("kill " + node);
  }

  @Override
  public void stop(String node) {
    happen("stop " + node);
  }

  @Override
  public void start(String node) {
    happen("start " + node);
  }

  @Override
  public void calm() {
    happen("calm");
  }

  @Override
  public synchronized String actuator(String node, String endpoint) {
    if (endpoint.equals("liveheap")) {
      return "{\"bytes\":%s}".formatted(heapBytes);
    }
    cpuSeconds += cpuSecondsAQuestion;
    return "process_cpu_time_ns_total %s\n".formatted(cpuSeconds * 1e9);
  }

  private void happen(String what) {
    history.add(what);
    hook.accept(what);
  }
}
