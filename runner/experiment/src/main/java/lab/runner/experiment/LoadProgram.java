package lab.runner.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import lab.protocol.Described;
import lab.protocol.Plan;
import lab.servers.process.ChildEnvironment;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Asks the load generator program what it can do. */
public final class LoadProgram implements Workloads {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final List<String> command;
  private final Map<Plan.Question, Plan.Checked> checked = new HashMap<>();
  private @Nullable List<Described> described;

  /**
   * @param command that starts it, without arguments; see {@link #java}
   */
  public LoadProgram(List<String> command) {
    this.command = List.copyOf(command);
  }

  /**
   * The command that runs the load generator on its own JVM. It uses the serial collector and only
   * the C1 compiler, because a run of half a minute is over before C2 pays off, and CPU time that
   * the load generator saves is left for the system under test.
   *
   * @param archive where the JVM keeps its class data archive (about 50 MB), with which later
   *     starts need a third less CPU time; it is recreated automatically when the jar or the JVM
   *     changes; its folder must exist
   */
  public static List<String> java(Path java, Path jar, Path archive) {
    var command = new ArrayList<>(List.of(java.toString()));
    command.addAll(ChildEnvironment.JVM_FLAGS);
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+AutoCreateSharedArchive",
            // An archive left half-written by a kill would crash every later start.
            "-XX:+VerifySharedSpaces",
            "-XX:SharedArchiveFile=" + archive,
            // A JVM whose command is killed while it writes the archive may crash; keep its error
            // file out of the user's folder.
            "-XX:ErrorFile=" + archive.resolveSibling("loadtest-crash-%p.log"),
            // The JVM's own warnings would go to standard output, which is for events.
            "-Xlog:disable",
            "-jar",
            jar.toString()));
    return command;
  }

  /** The command that starts it, without arguments. */
  public List<String> command() {
    return command;
  }

  @Override
  public synchronized List<Described> described() throws IOException {
    if (described == null) {
      described = JSON.readValue(ask("describe", new byte[0]), new TypeReference<>() {});
    }
    return described;
  }

  /** Starts the program only for questions that it has not answered yet. */
  @Override
  public synchronized List<Plan.Checked> check(List<Plan.Question> questions) throws IOException {
    List<Plan.Question> open =
        questions.stream().distinct().filter(question -> !checked.containsKey(question)).toList();
    if (!open.isEmpty()) {
      byte[] answer = ask("check", JSON.writeValueAsBytes(open));
      List<Plan.Checked> answers = JSON.readValue(answer, new TypeReference<>() {});
      for (int i = 0; i < open.size(); i++) {
        checked.put(open.get(i), answers.get(i));
      }
    }
    return questions.stream()
        .map(question -> Objects.requireNonNull(checked.get(question)))
        .toList();
  }

  private byte[] ask(String what, byte[] input) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.add(what);
    ProcessBuilder builder = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD);
    ChildEnvironment.give(builder, Map.of());
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input);
    }
    try {
      byte[] answer = process.getInputStream().readAllBytes();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("the load generator does not " + what);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (JacksonException e) {
      throw new IOException(new String(input, StandardCharsets.UTF_8), e);
    } finally {
      process.destroyForcibly();
    }
  }
}
