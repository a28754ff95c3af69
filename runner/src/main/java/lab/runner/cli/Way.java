package lab.runner.cli;

import java.io.IOException;
import java.util.Optional;
import lab.runner.descriptor.Catalog;
import lab.runner.experiment.Described;

/**
 * One of the two ways in which the same lab runs: as processes of a runner, or as containers. What
 * a command does, it does through this, so that none asks which way it is.
 */
interface Way {
  /** How a user's commands begin, for hints: {@code ./lab}. */
  String command();

  /**
   * Brings a topology up and tells so.
   *
   * @param detach to return when it is up, where it would otherwise end with this command
   * @return the exit code
   */
  int up(UpOptions options, boolean detach) throws IOException, InterruptedException;

  /** Takes it down and keeps its data; tells so. */
  void down() throws IOException, InterruptedException;

  /** Takes it down and deletes its data; tells so. */
  void reset() throws IOException, InterruptedException;

  /** The lab that is up. */
  Optional<UpLab> lab() throws IOException;

  /**
   * The lab that is up; else one that is brought up for the experiment, with its topology unless
   * options say.
   *
   * @throws RunnerClient.Failure if it lacks a service that the experiment needs
   */
  default UpLab labFor(Described experiment, UpOptions options, Catalog catalog)
      throws IOException, InterruptedException {
    options.services = catalog.byDefaultWith(experiment.needs());
    var lab = labThatIsUp(options, experiment.topology());
    Needs.check(experiment, lab, this);
    return lab;
  }

  /** The lab that is up; else one that is brought up, with this topology unless options say. */
  UpLab labThatIsUp(UpOptions options, String topology) throws IOException, InterruptedException;

  /**
   * Prints the last lines of a node's log.
   *
   * @param follow to go on as it grows
   */
  int logs(String node, int lines, boolean follow) throws IOException, InterruptedException;
}
