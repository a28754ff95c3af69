package lab.runner.cli;

import java.io.IOException;
import java.util.Optional;
import lab.runner.descriptor.Catalog;
import lab.runner.experiment.Experiment;

/**
 * One of the two ways to run the same lab: as processes of a runner, or as containers. Commands
 * work through this interface only, so that none has to know which way it is.
 */
interface Way {
  /** How a user's commands begin, for hints: {@code ./lab}. */
  String command();

  /**
   * Brings a topology up and says so.
   *
   * @param detach whether to return once it is up; otherwise it ends with this command
   * @return the exit code
   */
  int up(UpOptions options, boolean detach) throws IOException, InterruptedException;

  /** Takes the lab down, keeps its data, and says so. */
  void down() throws IOException, InterruptedException;

  /** Takes the lab down, deletes its data, and says so. */
  void reset() throws IOException, InterruptedException;

  /** The lab that is up. */
  Optional<UpLab> lab() throws IOException;

  /**
   * The lab that is up; otherwise brings one up for the experiment, with the experiment's topology
   * unless the options name another.
   *
   * @throws RunnerClient.Failure if it lacks a service that the experiment needs
   */
  default UpLab labFor(Experiment experiment, UpOptions options, Catalog catalog)
      throws IOException, InterruptedException {
    options.services = catalog.byDefaultWith(experiment.needs());
    var lab = labThatIsUp(options, experiment.topology());
    Needs.check(experiment, lab, this);
    return lab;
  }

  /**
   * The lab that is up; otherwise brings one up, with this topology unless the options name
   * another.
   */
  UpLab labThatIsUp(UpOptions options, String topology) throws IOException, InterruptedException;

  /**
   * Prints the last lines of a node's log.
   *
   * @param follow whether to continue as the log grows
   */
  int logs(String node, int lines, boolean follow) throws IOException, InterruptedException;
}
