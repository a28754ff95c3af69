package lab.loadtest.urlshortener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lab.loadtest.LoadTest;
import lab.loadtest.open.ToyMonitor;
import lab.protocol.Answer;
import lab.protocol.Event;
import lab.protocol.Plan;
import lab.protocol.Samples;
import lab.protocol.Wire;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The real program as a child process, against a toy server. */
class UrlShortenerIT {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private final List<String> events = new CopyOnWriteArrayList<>();
  private Thread runner = new Thread(() -> {});

  @Test
  void sends_every_arrival_and_writes_every_acknowledgement_down() throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      Process process = start(plan(toy, "2s", null));

      assertThat(exit(process)).isZero();
      Samples samples = samples();
      assertThat(sum(samples, Samples.Second::intended)).isEqualTo(200);
      assertThat(sum(samples, Samples.Second::sent)).isEqualTo(200);
      assertThat(sum(samples, second -> ok(second, "read") + ok(second, "write"))).isEqualTo(200);
      assertThat(samples.failures()).isEmpty();
      List<String> acknowledged = Files.readAllLines(folder.resolve("out/acknowledged.ndjson"));
      assertThat(acknowledged).hasSize(toy.links().size());
      assertThat(values())
          .containsEntry("acknowledged", (double) acknowledged.size())
          .containsEntry("lost", 0.0)
          .containsEntry("unread", 0.0)
          .hasSize(6);
      assertThat(events()).filteredOn(line -> line.contains("seeded in")).hasSize(1);
      assertThat(events())
          .filteredOn(line -> line.contains("\"started\""))
          .containsExactly(
              "{\"event\":\"started\",\"epochMillis\":%d}".formatted(samples.startedAt()));
      assertThat(events()).allMatch(line -> line.startsWith("{\"event\":"));
    }
  }

  @Test
  void the_last_live_figures_equal_the_samples() throws Exception {
    try (ToyShortener toy = ToyShortener.start();
        ToyMonitor monitor = new ToyMonitor()) {
      toy.wrongEvery = 3;
      var live = new Plan.Live(monitor.url(), "toy", "control");
      Process process = start(plan(toy, "2s", live));

      assertThat(exit(process)).isZero();
      assertThat(log()).doesNotContain("live figures");
      assertThat(monitor.taken).hasSizeGreaterThan(2);
      var last = monitor.taken.getLast();
      assertThat(last.token()).isEqualTo("secret");
      assertThat(value(last, "lab_load_intended_total", "read")).isEqualTo(182);
      assertThat(value(last, "lab_load_sent_total", "read")).isEqualTo(182);
      assertThat(value(last, "lab_load_sent_total", "write")).isEqualTo(18);
      long ok = sum(samples(), second -> ok(second, "read"));
      assertThat(value(last, "lab_load_request_seconds_count", "read")).isEqualTo(ok);
      assertThat(value(last, "lab_load_failures_total", "read", "wrong-answer"))
          .isPositive()
          .isEqualTo(182 - ok);
    }
  }

  @Test
  void a_server_that_stalls_for_a_second_shows_in_the_percentiles() throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      Process process = start(plan(toy, "4s", null));
      underWay(toy);
      CountDownLatch stall = toy.stall();
      after(1000).execute(stall::countDown);

      assertThat(exit(process)).isZero();
      Histogram reads = reads(samples());
      // About a hundred arrivals were due in that second. A closed loop would have sent one.
      long slow = reads.getTotalCount() - reads.getCountBetweenValues(0, 200_000);
      assertThat(slow).isGreaterThan(40);
      assertThat(reads.getValueAtPercentile(99)).isGreaterThan(800_000);
      assertThat(samples().slow()).hasSizeGreaterThan(40);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // no SIGSTOP
  void a_load_generator_that_is_delayed_reports_it_and_the_delay_is_in_the_latency()
      throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      Process process = start(plan(toy, "4s", null));
      underWay(toy);
      signal("-STOP", process);
      after(1000).execute(() -> signal("-CONT", process));

      assertThat(exit(process)).isZero();
      Samples samples = samples();
      assertThat(sum(samples, Samples.Second::sent)).isEqualTo(400);
      assertThat(sum(samples, Samples.Second::late)).isGreaterThan(40);
      assertThat(reads(samples).getValueAtPercentile(99)).isGreaterThan(700_000);
    }
  }

  @Test
  void wrong_responses_are_a_kind_of_failure_and_do_not_change_the_exit_code() throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      toy.wrongEvery = 3;
      Process process = start(plan(toy, "1s", null));

      assertThat(exit(process)).isZero();
      assertThat(samples().failures())
          .isNotEmpty()
          .allMatch(moment -> moment.kind().equals("wrong-answer"));
      assertThat(samples().warmUp().failed()).containsOnlyKeys("wrong-answer");
      assertThat(events())
          .filteredOn(line -> line.contains("requests in"))
          .singleElement(STRING)
          .contains("not warm yet after");
    }
  }

  @Test
  void a_service_that_creates_no_links_and_an_invalid_plan_have_exit_codes_of_their_own()
      throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      toy.status = 503;
      assertThat(exit(start(plan(toy, "1s", null)))).isEqualTo(69);
      assertThat(log()).contains("could not be created", "status-503");
    }
    Files.writeString(folder.resolve("plan.json"), "{\"rate\":1}");
    assertThat(exit(start())).isEqualTo(64);
  }

  @Test
  void ends_when_its_parent_does() throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      Process process = start(plan(toy, "60s", null));
      await().atMost(LONG).until(() -> toy.reads.get() > 0);
      process.getOutputStream().close();

      assertThat(exit(process)).isEqualTo(71);
    }
  }

  /** Waits until part of the measured load has been answered. */
  private void underWay(ToyShortener toy) {
    await().atMost(LONG).until(() -> events().stream().anyMatch(line -> line.contains("started")));
    int before = toy.reads.get();
    await().atMost(LONG).until(() -> toy.reads.get() > before + 50);
  }

  private static long value(ToyMonitor.Taken taken, String name, String... labels) {
    String line =
        taken
            .figures()
            .lines()
            .filter(each -> each.startsWith(name + "{arm=\"control\",experiment=\"toy\","))
            .filter(each -> Stream.of(labels).allMatch(each::contains))
            .findFirst()
            .orElseThrow();
    return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ')));
  }

  private static Plan plan(ToyShortener toy, String duration, Plan.@Nullable Live live) {
    var settings = JSON.createObjectNode();
    settings.put("rate", 100).put("warm-up", "1s").put("duration", duration).put("links", 20);
    settings.put("zipf", 1.0).put("reads-per-write", 10).put("timeout", "60s");
    settings.put("late", "100ms").put("seed", 1);
    return new Plan("url-shortener", settings, URI.create(toy.baseUrl()), 100, live);
  }

  private Process start(Plan plan) throws IOException {
    Files.write(folder.resolve("plan.json"), JSON.writeValueAsBytes(plan));
    return start();
  }

  private Process start() throws IOException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LoadTest.class.getName(),
                "run",
                folder.resolve("plan.json").toString(),
                folder.resolve("out").toString())
            .redirectError(folder.resolve("log").toFile());
    builder.environment().put(Plan.TOKEN, "secret");
    Process process = builder.start();
    runner = Thread.ofVirtual().start(() -> run(process));
    return process;
  }

  /** Answers the only expected question: there are no faults. */
  private void run(Process process) {
    try (var lines = process.inputReader();
        var answers = new PrintStream(process.getOutputStream(), true, UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        events.add(line);
        if (line.contains("\"ask\"")) {
          var ask = (Event.Ask) Wire.read(line, Event.class);
          assertThat(ask.what()).isEqualTo(Event.What.CALM);
          Wire.tell(answers, new Answer(ask.id(), null, List.of()));
        }
      }
    } catch (IOException e) {
      // it was killed
    }
  }

  private int exit(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      runner.join();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private Samples samples() throws IOException {
    return Samples.read(folder.resolve("out/samples.json"));
  }

  private List<String> events() {
    return events;
  }

  private Map<String, Double> values() {
    return ((Event.Measured) Wire.read(events.getLast(), Event.class)).values();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private static long ok(Samples.Second second, String operation) {
    return Objects.requireNonNull(second.operations().get(operation)).ok();
  }

  private static Histogram reads(Samples samples) {
    Histogram all = new Histogram(3);
    for (Samples.Second second : samples.seconds()) {
      all.add(Objects.requireNonNull(second.operations().get("read")).decoded());
    }
    return all;
  }

  private static long sum(Samples samples, java.util.function.ToLongFunction<Samples.Second> of) {
    return samples.seconds().stream().mapToLong(of).sum();
  }

  private static Executor after(long millis) {
    return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
  }

  private static void signal(String signal, Process process) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
