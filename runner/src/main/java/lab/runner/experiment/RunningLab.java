package lab.runner.experiment;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lab.runner.experiment.Experiment.Action;
import lab.runner.run.Hands;

/**
 * What an experiment needs of a lab, however its nodes run. Every method throws an unchecked
 * exception with a clear message when it cannot do what it says.
 */
public interface RunningLab extends Hands {
  /**
   * What an experiment has to know of a node.
   *
   * @param kind {@code hello-world}, {@code gateway}, {@code postgres} …
   * @param role such as {@code primary}; empty where a kind has but one
   * @param ready whether it serves
   */
  record Node(String name, String kind, String role, boolean ready) {}

  /** The faults that can be injected here; the others' methods fail. */
  Set<Action> faults();

  /** Where the gateway answers, without a path. */
  URI gateway();

  /** All nodes as they are now. */
  List<Node> nodes();

  /** Sudden death ({@code kill -9}); returns when the process is gone. */
  void kill(String node);

  /** An orderly end, with a drain. */
  void stop(String node);

  /** Freezes the process: it keeps its connections and answers nothing. */
  void pause(String node);

  /** Takes the node off the network: it runs on, and neither reaches another nor is reached. */
  void disconnect(String node);

  @Override
  default boolean isReady(String node) {
    return nodes().stream().anyMatch(known -> known.name().equals(node) && known.ready());
  }

  /** What others did to the lab during this run, in words: its figures tell of that as well. */
  default List<String> interference() {
    return List.of();
  }

  /** Who takes a load's live figures; empty: nobody. */
  Optional<LoadTarget.Live> live();

  /** What an endpoint of the actuator of a service's node answers. */
  String actuator(String node, String endpoint);

  /** The text of the node's Prometheus endpoint. */
  default String metrics(String node) {
    return actuator(node, "prometheus");
  }
}
