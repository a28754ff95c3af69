package lab.runner.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.experiment.Described;
import lab.runner.node.NodeStatus;

/** Whether a lab has the services that an experiment needs. */
final class Needs {
  private Needs() {}

  /**
   * Says what is missing and how to get it.
   *
   * @throws Failure if a service is
   */
  static void check(Described experiment, UpLab lab, Way way) throws IOException {
    List<String> kinds = lab.nodes().stream().map(NodeStatus::kind).distinct().toList();
    var missing = new ArrayList<>(experiment.needs());
    missing.removeAll(kinds);
    if (!missing.isEmpty()) {
      throw new Failure(
          "%s needs %s, and the lab that is up has none. Take it down, and bring it up with it:%n  %s down%n  %s run %s"
              .formatted(
                  experiment.name(),
                  String.join(", ", new TreeSet<>(missing)),
                  way.command(),
                  way.command(),
                  experiment.name()));
    }
  }
}
