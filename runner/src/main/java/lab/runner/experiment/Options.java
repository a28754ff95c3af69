package lab.runner.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.servers.process.ChildEnvironment;

/**
 * How to run an experiment.
 *
 * @param shortForm whether the experiment was read in its short form: written into the result
 * @param resultsFolder gets {@code <name>/<time>/result.json} and the load generator's files
 * @param loadGenerator the command that starts the load generator, without its arguments; see
 *     {@link #javaCommand}
 * @param command that repeats the run, for the report
 * @param versions of what is under test, for the report
 * @param progress told what goes on
 * @param interruption ends the run before its end
 */
public record Options(
    boolean shortForm,
    Path resultsFolder,
    List<String> loadGenerator,
    String command,
    Map<String, String> versions,
    ProgressListener progress,
    Interruption interruption) {

  /**
   * The load generator on a JVM of its own: serial collector and the C1 compiler only, since a run
   * of half a minute is over before C2 has paid for itself, and the CPU that the load generator
   * saves is the system's that it measures.
   *
   * @param archive where the JVM keeps its classes from the first run on, to start in two thirds of
   *     the CPU (about 50 MB; made anew by itself when jar or JVM change); its folder must exist
   */
  public static List<String> javaCommand(Path java, Path jar, Path archive) {
    var command = new ArrayList<>(List.of(java.toString()));
    command.addAll(ChildEnvironment.JVM_FLAGS);
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+AutoCreateSharedArchive",
            // One left half written by a kill would crash every later start.
            "-XX:+VerifySharedSpaces",
            "-XX:SharedArchiveFile=" + archive,
            // Written by a JVM whose command is killed, it may crash: not into the user's folder.
            "-XX:ErrorFile=" + archive.resolveSibling("loadtest-crash-%p.log"),
            // The JVM's own warnings would go to standard output, which carries the events.
            "-Xlog:disable",
            "-jar",
            jar.toString()));
    return command;
  }
}
