package lab.runner.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lab.servers.process.ChildEnvironment;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The load generator's JVM: a child that is gone when this is closed, and when this JVM is gone.
 */
final class LoadGenerator implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TOKEN = "LAB_TOKEN";

  /** The last request may take its whole time-out; then all is written. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private static final Duration START_UP = Duration.ofMinutes(5);

  /** In warm-ups: it reads for at most four until the lab is warm, then it has its own. */
  private static final int WARM_UPS = 5;

  private final Process process;
  private final Path folder;
  private final Duration startUp;
  private final Duration atMost;
  private final CompletableFuture<Long> startedAt = new CompletableFuture<>();

  private LoadGenerator(Process process, Path folder, Experiment.Load load) {
    this.process = process;
    this.folder = folder;
    this.startUp = START_UP.plus(load.warmUp().multipliedBy(WARM_UPS));
    this.atMost = load.duration().plus(load.timeout()).plus(GRACE);
  }

  /** Puts the experiment's load on the target. */
  static LoadGenerator start(
      List<String> command,
      Experiment experiment,
      LoadTarget target,
      Path folder,
      String arm,
      ProgressListener progress)
      throws IOException {
    Path plan = folder.resolve("plan.json");
    Files.write(plan, JSON.writeValueAsBytes(plan(experiment, target, arm)));
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(plan.toString(), folder.toString(), "--follow-parent"));
    ProcessBuilder builder =
        new ProcessBuilder(all).redirectError(folder.resolve("loadtest.log").toFile());
    // Not in the plan, which stays in the results, and on no command line, which all may read.
    ChildEnvironment.give(
        builder, target.live().map(live -> Map.of(TOKEN, live.token())).orElse(Map.of()));
    Process process = builder.start();
    LoadGenerator generator = new LoadGenerator(process, folder, experiment.load());
    Thread.ofVirtual().start(() -> generator.follow(arm, progress));
    return generator;
  }

  /** Epoch milliseconds of the beginning of the measured load; waits for it. */
  long startedAt() throws InterruptedException, ExperimentTrouble {
    try {
      return startedAt.get(startUp.toSeconds(), TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw failure("the load did not begin");
    }
  }

  /** Waits for the load's end and reads what was measured. */
  Samples finish() throws InterruptedException, ExperimentTrouble, IOException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failure("the load did not end");
    }
    if (process.exitValue() != 0) {
      throw failure("the load generator ended with " + process.exitValue());
    }
    return Samples.read(folder.resolve("samples.json"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void follow(String arm, ProgressListener progress) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{")) {
          tell(JSON.readTree(line), arm, progress);
        }
      }
    } catch (IOException | JacksonException e) {
      // The stream of a killed child; what matters is in its exit code and its files.
    } finally {
      startedAt.completeExceptionally(new IOException("the load generator is gone"));
    }
  }

  private void tell(JsonNode event, String arm, ProgressListener progress) {
    switch (event.path("event").asString("")) {
      case "seeded" ->
          progress.step(
              "%s: %,d links created in %,d ms"
                  .formatted(arm, event.path("links").asLong(), event.path("tookMillis").asLong()));
      case "rehearsed" ->
          progress.step(
              "%s: %s after %,d reads in %,d ms"
                  .formatted(
                      arm,
                      event.path("calm").asBoolean() ? "warm" : "not warm yet",
                      event.path("reads").asLong(),
                      event.path("tookMillis").asLong()));
      case "started" -> startedAt.complete(event.path("epochMillis").asLong());
      case "second" ->
          progress.second(
              arm,
              event.path("second").asLong(),
              event.path("warmUp").asBoolean(),
              event.path("sent").asLong(),
              event.path("ok").asLong(),
              event.path("failed").asLong(),
              event.path("p99").asLong() / 1000.0);
      default -> {} // "finished": its exit says so too
    }
  }

  private ExperimentTrouble failure(String what) {
    return new ExperimentTrouble(what + lastWords());
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("loadtest.log"));
      return lines.isEmpty() ? "" : ": " + lines.getLast();
    } catch (IOException e) {
      return "";
    }
  }

  private static Map<String, Object> plan(Experiment experiment, LoadTarget target, String arm) {
    Experiment.Load load = experiment.load();
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("baseUrl", target.gateway().toString().replaceFirst("/$", ""));
    plan.put("rate", load.rate());
    plan.put("warmUpMillis", load.warmUp().toMillis());
    plan.put("durationMillis", load.duration().toMillis());
    plan.put("links", load.links());
    plan.put("zipf", load.zipf());
    plan.put("readsPerWrite", load.readsPerWrite());
    plan.put("timeoutMillis", load.timeout().toMillis());
    plan.put("lateMillis", load.late().toMillis());
    plan.put("slowMillis", experiment.tolerances().slow().toMillis());
    plan.put("seed", load.seed());
    target
        .live()
        .ifPresent(live ->
            plan.put(
                "live",
                Map.of("url", live.url().toString(), "experiment", experiment.name(), "arm", arm)));
    return plan;
  }
}
