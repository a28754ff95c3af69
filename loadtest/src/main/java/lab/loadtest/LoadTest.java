package lab.loadtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import lab.protocol.Event;
import lab.protocol.Plan;
import lab.protocol.Wire;
import lab.yaml.InvalidYaml;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The load generator, {@code java -jar loadtest.jar}:
 *
 * <ul>
 *   <li>{@code run PLAN_FILE FOLDER} runs a {@link Plan}'s workload. Standard output carries {@link
 *       Event}s, one JSON object per line; standard input carries the runner's {@link
 *       lab.protocol.Answer}s. The exit code says whether it ran, not how the service did: 0 it
 *       ran, 64 the plan is invalid, 69 the data that the load needs could not be created, 70 the
 *       load generator or the lab failed, 71 standard input ended; so it never outlives the runner.
 *   <li>{@code describe} prints a JSON array of {@link lab.protocol.Described}, all workloads.
 *   <li>{@code check} reads a JSON array of {@link Plan.Question} and prints one of {@link
 *       Plan.Checked}.
 *   <li>{@code traffic SYSTEM --gateway URL} runs a {@link TrafficSimulator}.
 * </ul>
 */
public final class LoadTest {
  static final int RAN = 0;
  static final int WRONG = 64;
  static final int NOT_SEEDED = 69;
  static final int BROKEN = 70;
  static final int ORPHANED = 71;

  private static final String USAGE =
      """
      Usage: java -jar loadtest.jar run PLAN_FILE FOLDER
             java -jar loadtest.jar describe
             java -jar loadtest.jar check
             java -jar loadtest.jar traffic SYSTEM --gateway URL [OPTION]...\
      """;

  private LoadTest() {}

  public static void main(String... arguments) {
    Locale.setDefault(Locale.ROOT); // the decimal separator is a point everywhere
    List<String> words = List.of(arguments);
    PrintStream out = System.out;
    if (words.isEmpty() || !words.getFirst().equals("traffic")) {
      // Standard output is for JSON only; anything else that is printed goes to standard error.
      System.setOut(System.err);
    }
    System.exit(execute(words, System.in, out));
  }

  static int execute(List<String> words, InputStream in, PrintStream out) {
    String command = words.isEmpty() ? "" : words.getFirst();
    List<String> rest = words.stream().skip(1).toList();
    if (command.equals("traffic")) {
      return TrafficCommand.commandLine(rest).execute(rest.toArray(String[]::new));
    }
    if (command.equals("run") && rest.size() == 2) {
      return run(Path.of(rest.get(0)), Path.of(rest.get(1)), in, out);
    }
    if (command.equals("describe") && rest.isEmpty()) {
      Wire.tell(out, Workloads.described());
      return RAN;
    }
    if (command.equals("check") && rest.isEmpty()) {
      return check(in, out);
    }
    System.err.println(USAGE);
    return WRONG;
  }

  private static int check(InputStream in, PrintStream out) {
    try {
      var questions = JsonMapper.shared().readValue(in, Plan.Question[].class);
      Wire.tell(out, Stream.of(questions).map(Workloads::checked).toList());
      return RAN;
    } catch (JacksonException e) {
      System.err.println("Not a JSON array of questions: " + e.getOriginalMessage());
      return WRONG;
    }
  }

  private static int run(Path planFile, Path folder, InputStream in, PrintStream out) {
    try {
      Plan plan = plan(planFile);
      var stage = new RunnerStage(plan, Files.createDirectories(folder), out);
      stage.listen(in, () -> Runtime.getRuntime().halt(ORPHANED));
      return play(Workloads.named(plan.workload()), plan, stage);
    } catch (InvalidYaml e) {
      System.err.println(planFile + ": " + e.getMessage());
      return WRONG;
    } catch (NotSeeded e) {
      System.err.println(e.getMessage());
      return NOT_SEEDED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BROKEN;
    } catch (IOException e) {
      System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
      return BROKEN;
    } catch (RuntimeException e) {
      e.printStackTrace();
      System.err.println(e.getMessage() == null ? e.toString() : e.getMessage()); // the last line
      return BROKEN;
    }
  }

  private static <S> int play(Workload<S> workload, Plan plan, RunnerStage stage)
      throws IOException, InterruptedException, NotSeeded {
    S settings = Workloads.settings(workload, plan.settings());
    Event last;
    try (stage) {
      Map<String, Double> values = workload.play(stage, settings);
      var measured = new LinkedHashMap<>(values);
      measured.values().removeIf(value -> !Double.isFinite(value)); // computed from no samples
      last = new Event.Measured(measured);
    } catch (Distrusted e) {
      last = new Event.Distrusted(String.valueOf(e.getMessage()));
    }
    stage.end(last);
    return RAN;
  }

  private static Plan plan(Path file) throws IOException {
    Plan plan;
    try {
      plan = JsonMapper.shared().readValue(Files.readAllBytes(file), Plan.class);
    } catch (JacksonException e) {
      throw new InvalidYaml(e.getOriginalMessage());
    }
    if (plan.gateway() == null || !plan.gateway().toString().matches("https?://[^/?#]+/?")) {
      throw new InvalidYaml("gateway must be http://host:port without a path");
    }
    if (plan.slowMillis() < 1) {
      throw new InvalidYaml("slowMillis is %d and must be at least 1".formatted(plan.slowMillis()));
    }
    return plan;
  }
}
