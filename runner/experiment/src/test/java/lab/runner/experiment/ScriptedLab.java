package lab.runner.experiment;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import lab.runner.lab.Action;
import lab.runner.lab.Live;
import lab.runner.lab.RunningLab;

/** A lab in which everything works at once, and that records what was done to it. */
final class ScriptedLab implements RunningLab, AutoCloseable {
  final List<String> history = new CopyOnWriteArrayList<>();
  final AtomicInteger asked = new AtomicInteger();
  final AtomicInteger metricsAsked = new AtomicInteger();
  volatile Runnable beforeStart = () -> {};
  volatile List<Node> nodes = List.of(new Node("gateway-1", "gateway", "", true));

  @Override
  public Set<Action> faults() {
    return EnumSet.allOf(Action.class);
  }

  @Override
  public URI gateway() {
    return URI.create("http://127.0.0.1:1");
  }

  @Override
  public List<Node> nodes() {
    asked.incrementAndGet();
    return nodes;
  }

  @Override
  public void kill(String node) {
    history.add("kill " + node);
  }

  @Override
  public void stop(String node) {
    history.add("stop " + node);
  }

  @Override
  public void pause(String node) {
    history.add("pause " + node);
  }

  @Override
  public void resume(String node) {
    history.add("resume " + node);
  }

  @Override
  public void disconnect(String node) {
    history.add("disconnect " + node);
  }

  @Override
  public void reconnect(String node) {
    history.add("reconnect " + node);
  }

  @Override
  public void start(String node) {
    beforeStart.run();
    history.add("start " + node);
  }

  @Override
  public void configure(String kind, Map<String, String> properties) {
    history.add("configure " + kind + " " + properties);
  }

  @Override
  public Optional<Live> live() {
    return Optional.empty();
  }

  /** With each reading, a gateway has attempted {@code one} once more. */
  @Override
  public String actuator(String node, String endpoint) {
    return "lab_gateway_attempts_total{upstream=\"one\"} %d\n"
        .formatted(metricsAsked.incrementAndGet());
  }

  @Override
  public void close() {}
}
