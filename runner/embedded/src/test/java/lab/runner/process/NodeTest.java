package lab.runner.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import lab.monitor.Question;
import lab.monitor.Question.RedisQuestion;
import lab.runner.node.NotPossible;
import lab.runner.node.StartFailure;
import lab.servers.process.Launch;
import lab.servers.process.ProcessLauncher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private ProcessLauncher launcher;

  /** A server that is a shell one-liner; it is ready when the file {@code ready} exists. */
  private final class Script implements NodeDriver {
    private final String script;

    Script(String script) {
      this.script = script;
    }

    @Override
    public String name() {
      return "toy-1";
    }

    @Override
    public String kind() {
      return "redis";
    }

    @Override
    public String role() {
      return "toy";
    }

    @Override
    public String address() {
      return "127.0.0.1:1";
    }

    @Override
    public Question question() {
      return new RedisQuestion("127.0.0.1", 1, "");
    }

    @Override
    public Launch prepare() throws IOException {
      Files.deleteIfExists(folder.resolve("own/ready"));
      Path own = launcher.own(folder.resolve("own"));
      return new Launch(name(), List.of("/bin/sh", "-c", script), Map.of(), own, log());
    }

    @Override
    public boolean isReady() {
      return Files.exists(folder.resolve("own/ready"));
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(5);
    }
  }

  private Path log() {
    return folder.resolve("toy-1.log");
  }

  private Node node(String script) {
    return new Node(new Script(script), launcher, log(), Clock.systemUTC());
  }

  @BeforeEach
  void open() throws IOException {
    launcher = ProcessLauncher.open(folder);
  }

  @AfterEach
  void close() {
    launcher.close();
  }

  @Test
  void starts_stops_and_starts_again() throws IOException {
    var node = node("touch ready; exec sleep 60");
    assertThat(node.status().state()).isEqualTo("planned");
    node.start();
    assertThat(node.status().state()).isEqualTo("ready");
    assertThat(node.status().pid()).isNotNull();
    assertThat(node.status().memoryBytes()).isPositive();
    node.stop();
    assertThat(node.status().state()).isEqualTo("stopped");
    assertThat(node.status().pid()).isNull();
    node.start();
    assertThat(node.isReady()).isTrue();
  }

  @Test
  void a_node_killed_from_outside_is_shown_dead_with_the_reason_and_reported_once()
      throws IOException {
    var node = node("touch ready; exec sleep 60");
    var told = new AtomicInteger();
    node.onEnd(dead -> told.incrementAndGet());
    node.start();
    ProcessHandle.of(node.status().pid()).orElseThrow().destroyForcibly();
    await().atMost(SOON).until(() -> node.status().state().equals("dead"));
    assertThat(node.status().detail()).endsWith("killed (SIGKILL)");
    await().atMost(SOON).untilAsserted(() -> assertThat(told).hasValue(1));
  }

  @Test
  void a_kill_says_who_did_it_and_each_end_is_reported() throws IOException {
    var node = node("touch ready; exec sleep 60");
    var told = new AtomicInteger();
    node.onEnd(dead -> told.incrementAndGet());
    node.start();
    node.stop();
    node.start();
    node.kill();
    assertThat(node.status().state()).isEqualTo("dead");
    assertThat(node.status().detail()).endsWith("SIGKILL from ./lab kill");
    await().atMost(SOON).untilAsserted(() -> assertThat(told).hasValue(2));
  }

  @Test
  void a_start_that_fails_shows_the_last_lines_of_this_start_only() throws IOException {
    Files.writeString(log(), "an older line\n");
    var node = node("echo no such luck; exit 3");
    assertThatThrownBy(node::start)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("toy-1 did not start")
        .hasMessageContaining("no such luck")
        .hasMessageNotContaining("an older line");
    await().atMost(SOON).until(() -> node.status().detail().endsWith("exit code 3"));
  }

  @Test
  void a_server_that_never_gets_ready_is_killed() {
    var node = node("exec sleep 60");
    assertThatThrownBy(node::start).hasMessageContaining("not ready within 5 s");
    await().atMost(SOON).until(() -> node.status().state().equals("dead"));
  }

  @Test
  void only_a_paused_node_can_be_resumed() throws IOException {
    var node = node("touch ready; exec sleep 60");
    node.start();
    assertThatThrownBy(node::resume)
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("not paused");
    node.pause();
    assertThat(node.status().state()).isEqualTo("paused");
    node.resume();
    assertThat(node.status().state()).isEqualTo("ready");
    node.pause();
    node.stop();
    assertThat(node.status().state()).isEqualTo("stopped");
    assertThatThrownBy(node::kill).hasMessageContaining("toy-1 is stopped");
  }
}
