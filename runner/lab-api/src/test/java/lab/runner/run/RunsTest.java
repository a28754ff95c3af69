package lab.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
  private static final long HERE = ProcessHandle.current().pid();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private final Toy lab = new Toy();
  private final AtomicLong seconds = new AtomicLong();
  private Runs runs = runs();

  private Runs runs() {
    return new Runs(
        lab,
        new RunNote(folder == null ? Path.of("run.json") : folder.resolve("run.json")),
        CLOCK,
        () -> Duration.ofSeconds(seconds.get()).toNanos(),
        _ -> {});
  }

  @BeforeEach
  void a_folder() {
    runs = runs();
  }

  private void kill(String run, String node) throws IOException {
    var _ =
        runs.change(
            run,
            false,
            "kill " + node,
            changes -> {
              changes.faulting(node, "kill");
              lab.fault(node, "kill");
              return true;
            });
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void configure(String run) throws IOException {
    var _ =
        runs.change(
            run,
            false,
            "configure a",
            changes -> {
              changes.configuring("a");
              lab.configure("a", Map.of("x", "1"));
              return true;
            });
  }

  @Test
  void of_many_concurrent_commands_exactly_one_gets_the_lab() throws Exception {
    int many = 16;
    var together = new CyclicBarrier(many);
    try (var threads = Executors.newFixedThreadPool(many)) {
      Callable<Boolean> one =
          () -> {
            together.await();
            try {
              var _ = runs.begin("run x", HERE, true);
              return true;
            } catch (RunRefused e) {
              return false;
            }
          };
      for (int round = 0; round < 20; round++) {
        long winners = 0;
        for (var answer : threads.invokeAll(java.util.Collections.nCopies(many, one))) {
          winners += answer.get() ? 1 : 0;
        }
        assertThat(winners).isEqualTo(1);
        var _ = runs.end(runs.now().orElseThrow().id());
      }
    }
  }

  @Test
  void a_second_is_told_who_has_it_since_when() throws Exception {
    var _ = runs.begin("./lab run first", HERE, true);

    assertThatExceptionOfType(RunRefused.class)
        .isThrownBy(() -> runs.begin("./lab run second", HERE, true))
        .withMessageContaining("./lab run first (pid %d, since 03:04:05 UTC)".formatted(HERE));
  }

  @Test
  void a_silent_command_loses_the_lab_and_its_changes_are_undone() throws Exception {
    var first = runs.begin("run first", HERE, true);
    kill(first.id(), "a-1");
    configure(first.id());
    seconds.addAndGet(Runs.LEASE.toSeconds());
    assertThat(runs.renew(first.id())).isEmpty(); // in time
    runs.expire();
    assertThat(runs.now()).contains(first);

    seconds.addAndGet(Runs.LEASE.toSeconds() + 1);
    runs.expire();

    assertThat(lab.isAsNew()).isTrue();
    assertThat(runs.now()).isEmpty();
    assertThat(runs.last()).contains("run first", "not heard of for 15 s");
    // It wakes up, while the next has the lab.
    var second = runs.begin("run second", HERE, true);
    assertThatExceptionOfType(RunRefused.class).isThrownBy(() -> runs.renew(first.id()));
    assertThatExceptionOfType(RunRefused.class).isThrownBy(() -> kill(first.id(), "a-2"));
    assertThatExceptionOfType(RunRefused.class).isThrownBy(() -> runs.end(first.id()));
    assertThat(lab.isAsNew()).isTrue();
    assertThat(runs.now()).contains(second);
  }

  @Test
  void a_command_whose_process_is_gone_loses_it_at_once_and_its_will_is_executed()
      throws Exception {
    Path results = Files.createDirectory(folder.resolve("results"));
    Process command = new ProcessBuilder("cat").start();
    var run = runs.begin("run x", command.pid(), true);
    runs.will(run.id(), new Will(results.toString(), Map.of("result.json", "interrupted")));
    kill(run.id(), "a-1");
    runs.expire();
    assertThat(runs.now()).contains(run);

    command.destroyForcibly().waitFor();
    runs.expire();

    assertThat(lab.isAsNew()).isTrue();
    assertThat(results.resolve("result.json")).hasContent("interrupted");
    assertThat(runs.last()).contains("its command is gone");
    assertThat(folder.resolve("run.json")).doesNotExist();
  }

  @Test
  void a_command_that_hangs_has_its_children_ended() throws Exception {
    Process command = new ProcessBuilder("sh", "-c", "tail -f /dev/null & wait").start();
    try {
      await().atMost(Duration.ofSeconds(20)).until(() -> command.descendants().count() == 1);
      var child = command.descendants().findFirst().orElseThrow();
      var _ = runs.begin("run x", command.pid(), true);
      seconds.addAndGet(Runs.LEASE.toSeconds() + 1);
      runs.expire();

      await().atMost(Duration.ofSeconds(20)).until(() -> !child.isAlive());
    } finally {
      command.descendants().forEach(ProcessHandle::destroyForcibly);
      command.destroyForcibly();
    }
  }

  @Test
  void what_is_under_way_for_a_run_is_waited_for_before_it_is_undone() throws Exception {
    var run = runs.begin("run x", HERE, true);
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    Thread kill =
        Thread.ofVirtual()
            .start(() -> {
              try {
                var _ =
                    runs.change(
                        run.id(),
                        false,
                        "kill a-1",
                        changes -> {
                          changes.faulting("a-1", "kill");
                          begun.countDown();
                          awaitQuietly(goOn);
                          lab.fault("a-1", "kill");
                          return true;
                        });
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    begun.await();
    seconds.addAndGet(Runs.LEASE.toSeconds() + 1);
    Thread expiry = Thread.ofVirtual().start(runs::expire);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> expiry.getState() == Thread.State.TIMED_WAITING);
    goOn.countDown();
    kill.join();
    expiry.join();

    assertThat(lab.history).containsExactly("kill a-1", "start a-1");
    assertThat(lab.isAsNew()).isTrue();
  }

  @Test
  void nodes_of_a_run_cannot_be_changed_by_hand_except_by_force_which_the_run_is_told()
      throws Exception {
    var run = runs.begin("./lab run x", HERE, true);
    Runs.Change<Boolean> nothing = _ -> true;

    assertThatExceptionOfType(RunRefused.class)
        .isThrownBy(() -> runs.change(null, false, "kill a-1", nothing))
        .withMessageContaining("./lab run x")
        .withMessageContaining("--force");
    assertThat(runs.change(null, true, "kill a-1", nothing)).isTrue();
    assertThat(runs.renew(run.id())).containsExactly("kill a-1");
    var _ = runs.end(run.id());
    assertThat(runs.change(null, false, "kill a-1", nothing)).isTrue();
  }

  @Test
  void a_load_has_the_lab_but_does_not_own_its_nodes() throws Exception {
    var load = runs.begin("./lab load x", HERE, false);

    assertThat(runs.<Boolean>change(null, false, "kill a-1", _ -> true)).isTrue();
    assertThat(runs.renew(load.id())).isEmpty();
    assertThatExceptionOfType(RunRefused.class).isThrownBy(() -> runs.begin("run", HERE, true));
  }

  @Test
  void a_node_that_does_not_start_is_reported_after_the_run() throws Exception {
    var run = runs.begin("run x", HERE, true);
    lab.after.put("a-1", "a-1"); // never
    kill(run.id(), "a-1");

    assertThat(runs.end(run.id())).containsExactly("not started again: a-1 (a-1 needs a-1)");
    assertThat(runs.last()).contains("not started again: a-1");
    assertThat(runs.now()).isEmpty();
  }

  @Test
  void the_next_runner_writes_the_result_of_a_run_that_died_with_the_last() throws Exception {
    Path results = Files.createDirectory(folder.resolve("results"));
    var run = runs.begin("run x", HERE, true);
    runs.will(run.id(), new Will(results.toString(), Map.of("result.json", "interrupted")));

    runs = runs();
    runs.start();

    assertThat(results.resolve("result.json")).hasContent("interrupted");
    assertThat(runs.last()).contains("run x", "the runner died with it");
    assertThat(runs.now()).isEmpty();
  }

  @Test
  void a_lab_that_is_taken_down_ends_the_run_and_puts_nothing_back() throws Exception {
    Path results = Files.createDirectory(folder.resolve("results"));
    var run = runs.begin("run x", HERE, true);
    runs.will(run.id(), new Will(results.toString(), Map.of("result.json", "interrupted")));
    kill(run.id(), "a-1");
    runs.close();

    assertThat(lab.dead).containsExactly("a-1");
    assertThat(results.resolve("result.json")).hasContent("interrupted");
    assertThatExceptionOfType(RunRefused.class)
        .isThrownBy(() -> runs.renew(run.id()))
        .withMessageContaining("taken down");
    assertThatExceptionOfType(RunRefused.class).isThrownBy(() -> runs.begin("y", HERE, true));
  }

  @Test
  void an_existing_result_is_not_replaced_and_nothing_is_written_elsewhere() throws Exception {
    Files.writeString(folder.resolve("result.json"), "its own");
    new Will(folder.toString(), Map.of("result.json", "interrupted")).execute();

    assertThat(folder.resolve("result.json")).hasContent("its own");
    for (String name : List.of("../result.json", "/tmp/result.json", "run.sh", "")) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> new Will(folder.toString(), Map.of(name, "")));
    }
  }
}
