package lab.runner.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import lab.protocol.Answer;
import lab.protocol.Event;
import lab.protocol.Plan;
import lab.protocol.Samples;
import lab.protocol.Wire;
import lab.servers.process.ChildEnvironment;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The load generator's JVM: a child process that ends when this is closed, or when this JVM ends.
 */
final class LoadGenerator implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** A load generator that is silent for this long is considered hanging. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Process process;
  private final PrintStream answers;
  private final Path folder;
  private final Function<Event.Ask, Answer> asked;
  private final CompletableFuture<Long> startedAt = new CompletableFuture<>();
  private final CompletableFuture<Event> last = new CompletableFuture<>();
  private volatile long heardOf = System.nanoTime();

  /** What was measured: the workload's own figures and, if it records any, the samples. */
  record Measured(Map<String, Double> values, Optional<Samples> samples) {}

  private LoadGenerator(Process process, Path folder, Function<Event.Ask, Answer> asked) {
    this.process = process;
    this.answers = new PrintStream(process.getOutputStream(), true);
    this.folder = folder;
    this.asked = asked;
  }

  /**
   * Starts a load generator.
   *
   * @param command that starts it, without arguments
   * @param token sent along with the live figures; empty for none
   * @param folder where it writes its files; must exist
   * @param asked answers its questions; called in separate threads, because an answer may take long
   */
  static LoadGenerator start(
      List<String> command,
      Plan plan,
      String token,
      Path folder,
      String arm,
      ProgressListener progress,
      Function<Event.Ask, Answer> asked)
      throws IOException {
    Path file = folder.resolve(Plan.FILE);
    Files.write(file, JSON.writeValueAsBytes(plan));
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("run", file.toString(), folder.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(all).redirectError(folder.resolve("loadtest.log").toFile());
    // The token is neither in the plan, which is kept with the results, nor on the command line,
    // which every user can read.
    ChildEnvironment.give(builder, token.isEmpty() ? Map.of() : Map.of(Plan.TOKEN, token));
    LoadGenerator generator = new LoadGenerator(builder.start(), folder, asked);
    Thread.ofVirtual().start(() -> generator.follow(arm, progress));
    return generator;
  }

  /** Waits for the beginning of the measured load; returns it in epoch milliseconds. */
  long startedAt() throws InterruptedException, ExperimentTrouble {
    return await(startedAt, "the load did not begin");
  }

  /**
   * Waits for the end and reads what was measured.
   *
   * @throws ExperimentTrouble if the load generator broke off, or does not trust its own figures
   */
  Measured finish() throws InterruptedException, ExperimentTrouble, IOException {
    Map<String, Double> values =
        switch (await(last, "the load did not end")) {
          case Event.Measured(Map<String, Double> measured) -> measured;
          case Event.Distrusted(String reason) -> throw new ExperimentTrouble(reason);
          default -> throw new IllegalStateException("an event that is not the last");
        };
    Path samples = folder.resolve(Samples.FILE);
    return new Measured(
        values, Files.exists(samples) ? Optional.of(Samples.read(samples)) : Optional.empty());
  }

  private <T> T await(CompletableFuture<T> coming, String otherwise)
      throws InterruptedException, ExperimentTrouble {
    while (System.nanoTime() - heardOf < SILENCE.toNanos()) {
      try {
        return coming.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // it is still running
      } catch (ExecutionException e) {
        throw failure(otherwise);
      }
    }
    throw failure(otherwise + ", and nothing was heard for " + SILENCE.toMinutes() + " minutes");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void follow(String arm, ProgressListener progress) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{")) {
          heardOf = System.nanoTime();
          heard(Wire.read(line, Event.class), arm, progress);
        }
      }
    } catch (IOException | JacksonException e) {
      // The child was killed; its exit code and files tell what matters.
    } finally {
      IOException gone = new IOException("the load generator is gone");
      startedAt.completeExceptionally(gone);
      last.completeExceptionally(gone);
    }
  }

  private void heard(Event event, String arm, ProgressListener progress) {
    switch (event) {
      case Event.Step(String text) -> progress.step(arm + ": " + text);
      case Event.Started(long epochMillis) -> startedAt.complete(epochMillis);
      case Event.Second second -> progress.second(arm, second);
      case Event.Ask ask -> Thread.ofVirtual().start(() -> answer(ask));
      case Event.Measured measured -> last.complete(measured);
      case Event.Distrusted distrusted -> last.complete(distrusted);
    }
  }

  private void answer(Event.Ask ask) {
    Wire.tell(answers, asked.apply(ask));
    heardOf = System.nanoTime();
  }

  private ExperimentTrouble failure(String what) {
    String exit = process.isAlive() ? "" : " (the load generator is gone)";
    return new ExperimentTrouble(what + exit + lastWords());
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("loadtest.log"));
      return lines.isEmpty() ? "" : ": " + lines.getLast();
    } catch (IOException e) {
      return "";
    }
  }
}
