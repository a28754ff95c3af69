package lab.runner.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to run an experiment.
 *
 * @param shortForm whether the experiment was read in its short form; recorded in the result
 * @param sabotaged whether it runs without its treatment; see {@link Experiment#sabotaged}
 * @param resultsFolder where {@code <name>/<time>/result.json} and the load generator's files are
 *     written
 * @param loadGenerator the command that starts the load generator, without arguments; see {@link
 *     LoadProgram#java}
 * @param command that repeats the run, for the report
 * @param versions of the system under test, for the report
 * @param progress is told about the progress
 * @param interruption can end the run early
 */
public record Options(
    boolean shortForm,
    boolean sabotaged,
    Path resultsFolder,
    List<String> loadGenerator,
    String command,
    Map<String, String> versions,
    ProgressListener progress,
    Interruption interruption) {}
