package lab.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lab.loadtest.Recording.Samples;
import lab.loadtest.Recording.SecondSample;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The real program as a child process, against a toy server. */
class LoadTestIT {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @Test
  void sends_every_arrival_and_gets_right_answers_and_writes_every_acknowledgement_down()
      throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      Process process = start(Plans.plan(toy.baseUrl(), 100, 2000));

      assertThat(exit(process)).isZero();
      Samples samples = samples();
      assertThat(sum(samples, SecondSample::intended)).isEqualTo(200);
      assertThat(sum(samples, SecondSample::sent)).isEqualTo(200);
      assertThat(sum(samples, second -> second.reads().ok() + second.writes().ok())).isEqualTo(200);
      assertThat(samples.failures()).isEmpty();
      List<String> acknowledged = Files.readAllLines(folder.resolve("out/acknowledged.ndjson"));
      assertThat(acknowledged).hasSize(toy.links().size()).hasSize((int) samples.acknowledged());
      assertThat(events()).filteredOn(line -> line.contains("\"seeded\"")).hasSize(1);
      assertThat(events())
          .filteredOn(line -> line.contains("\"started\""))
          .containsExactly(
              "{\"event\":\"started\",\"epochMillis\":%d}".formatted(samples.startedAt()));
      assertThat(events()).allMatch(line -> line.startsWith("{\"event\":"));
    }
  }

  @Test
  void tells_the_live_figures_that_it_writes_down_in_the_end() throws Exception {
    try (ToyShortener toy = ToyShortener.start();
        ToyMonitor monitor = new ToyMonitor()) {
      toy.wrongEvery = 3;
      var live = new Plan.Live(monitor.url(), "toy", "control");
      Process process = start(Plans.plan(toy.baseUrl(), 100, 2000, Optional.of(live)));

      assertThat(exit(process)).isZero();
      assertThat(log()).doesNotContain("live figures");
      assertThat(monitor.taken).hasSizeGreaterThan(2);
      var last = monitor.taken.getLast();
      assertThat(last.token()).isEqualTo("secret");
      assertThat(value(last, "lab_load_intended_total", "read")).isEqualTo(182);
      assertThat(value(last, "lab_load_sent_total", "read")).isEqualTo(182);
      assertThat(value(last, "lab_load_sent_total", "write")).isEqualTo(18);
      long ok = sum(samples(), second -> second.reads().ok());
      assertThat(value(last, "lab_load_request_seconds_count", "read")).isEqualTo(ok);
      assertThat(value(last, "lab_load_failures_total", "read", "wrong-answer"))
          .isPositive()
          .isEqualTo(182 - ok);
    }
  }

  @Test
  void a_server_that_stalls_for_a_second_shows_in_the_percentiles_not_in_one_request()
      throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      Process process = start(Plans.plan(toy.baseUrl(), 100, 4000));
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
  void a_load_generator_that_is_held_up_says_so_and_its_delay_is_in_the_latency() throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      Process process = start(Plans.plan(toy.baseUrl(), 100, 4000));
      underWay(toy);
      signal("-STOP", process);
      after(1000).execute(() -> signal("-CONT", process));

      assertThat(exit(process)).isZero();
      Samples samples = samples();
      assertThat(sum(samples, SecondSample::sent)).isEqualTo(400);
      assertThat(sum(samples, SecondSample::late)).isGreaterThan(40);
      assertThat(reads(samples).getValueAtPercentile(99)).isGreaterThan(700_000);
    }
  }

  @Test
  void wrong_answers_are_told_apart_and_do_not_change_the_exit_code() throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      toy.wrongEvery = 3;
      Process process = start(Plans.plan(toy.baseUrl(), 100, 1000));

      assertThat(exit(process)).isZero();
      assertThat(samples().failures())
          .isNotEmpty()
          .allMatch(moment -> moment.kind().equals("wrong-answer"));
      assertThat(samples().warmUp().failed()).containsOnlyKeys("wrong-answer");
      assertThat(events())
          .filteredOn(line -> line.contains("\"rehearsed\""))
          .singleElement(STRING)
          .contains("\"calm\":false");
    }
  }

  @Test
  void a_service_that_creates_no_links_and_a_wrong_plan_have_exit_codes_of_their_own()
      throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      toy.status = 503;
      assertThat(exit(start(Plans.plan(toy.baseUrl(), 100, 1000)))).isEqualTo(LoadTest.NOT_SEEDED);
      assertThat(log()).contains("could not be created", "status-503");
    }
    Files.writeString(folder.resolve("plan.json"), "{\"rate\":1}");
    assertThat(exit(start())).isEqualTo(LoadTest.WRONG_PLAN);
  }

  @Test
  void ends_when_its_parent_does() throws Exception {
    try (ToyShortener toy = ToyShortener.start()) {
      Process process = start(Plans.plan(toy.baseUrl(), 100, 60_000));
      await().atMost(LONG).until(() -> toy.reads.get() > 0);
      process.getOutputStream().close();

      assertThat(exit(process)).isEqualTo(LoadTest.ORPHANED);
    }
  }

  /** Waits until some of the measured load has been answered. */
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
                folder.resolve("plan.json").toString(),
                folder.resolve("out").toString(),
                "--follow-parent")
            .redirectOutput(folder.resolve("events").toFile())
            .redirectError(folder.resolve("log").toFile());
    builder.environment().put(LoadTest.TOKEN, "secret");
    return builder.start();
  }

  private static int exit(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private Samples samples() throws IOException {
    return JSON.readValue(Files.readAllBytes(folder.resolve("out/samples.json")), Samples.class);
  }

  private List<String> events() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("events"))) {
      return lines.toList();
    }
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private static Histogram reads(Samples samples) throws Exception {
    Histogram all = new Histogram(3);
    for (SecondSample second : samples.seconds()) {
      byte[] bytes = Base64.getDecoder().decode(second.reads().histogram());
      all.add(Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0));
    }
    return all;
  }

  private static long sum(Samples samples, java.util.function.ToLongFunction<SecondSample> of) {
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
