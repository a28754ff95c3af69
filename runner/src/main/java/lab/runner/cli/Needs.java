package lab.runner.cli;

import java.io.IOException;
import java.util.TreeSet;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.experiment.Described;

/** Whether a lab has the services that an experiment needs. */
final class Needs {
  private Needs() {}

  /**
   * Says what is missing and how to get it.
   *
   * @throws Failure if a service is
   */
  static void check(Described experiment, UpLab lab, Way way) throws IOException {
    var missing = new TreeSet<>(experiment.needs());
    missing.removeAll(lab.kinds());
    if (!missing.isEmpty()) {
      throw new Failure(
          "%s needs %s, and the lab that is up has none. Take it down, and bring it up with it:%n  %s down%n  %s run %s"
              .formatted(
                  experiment.name(),
                  String.join(", ", missing),
                  way.command(),
                  way.command(),
                  experiment.name()));
    }
  }
}
