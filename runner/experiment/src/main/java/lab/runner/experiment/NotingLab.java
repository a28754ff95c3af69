package lab.runner.experiment;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lab.runner.lab.Action;
import lab.runner.lab.Live;
import lab.runner.lab.RunningLab;
import lab.runner.run.Changes;

/** A lab that records what is done to it, so that it can be undone. */
public record NotingLab(RunningLab lab, Changes changes) implements RunningLab {
  @Override
  public Set<Action> faults() {
    return lab.faults();
  }

  @Override
  public URI gateway() {
    return lab.gateway();
  }

  @Override
  public List<Node> nodes() {
    return lab.nodes();
  }

  @Override
  public boolean isReady(String node) {
    return lab.isReady(node);
  }

  @Override
  public void kill(String node) {
    changes.faulting(node, "kill");
    lab.kill(node);
  }

  @Override
  public void stop(String node) {
    changes.faulting(node, "stop");
    lab.stop(node);
  }

  @Override
  public void pause(String node) {
    changes.faulting(node, "pause");
    lab.pause(node);
  }

  @Override
  public void disconnect(String node) {
    changes.faulting(node, "disconnect");
    lab.disconnect(node);
  }

  @Override
  public void resume(String node) {
    lab.resume(node);
    changes.lifted(node, "resume");
  }

  @Override
  public void reconnect(String node) {
    lab.reconnect(node);
    changes.lifted(node, "reconnect");
  }

  @Override
  public void start(String node) {
    lab.start(node);
    changes.lifted(node, "start");
  }

  @Override
  public void configure(String kind, Map<String, String> properties) {
    changes.configuring(kind);
    lab.configure(kind, properties);
    if (properties.isEmpty()) {
      changes.putBack(kind);
    }
  }

  @Override
  public List<String> interference() {
    return lab.interference();
  }

  @Override
  public Optional<Live> live() {
    return lab.live();
  }

  @Override
  public String actuator(String node, String endpoint) {
    return lab.actuator(node, endpoint);
  }
}
