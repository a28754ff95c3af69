package lab.runner.cli;

import java.io.IOException;
import java.util.TreeSet;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.experiment.Experiment;

/** Checks that a lab has the services that an experiment needs. */
final class Needs {
  private Needs() {}

  /**
   * Checks the lab.
   *
   * @throws Failure if a service is missing; the message says how to get it
   */
  static void check(Experiment experiment, UpLab lab, Way way) throws IOException {
    var missing = new TreeSet<>(experiment.needs());
    missing.removeAll(lab.kinds());
    if (!missing.isEmpty()) {
      throw new Failure(
          "%s needs %s, which the lab that is up does not have. Take it down and run it like this:%n  %s down%n  %s run %s"
              .formatted(
                  experiment.name(),
                  String.join(", ", missing),
                  way.command(),
                  way.command(),
                  experiment.name()));
    }
  }
}
