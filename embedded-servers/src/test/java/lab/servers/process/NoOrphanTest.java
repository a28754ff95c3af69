package lab.servers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's guarantee, tested on a launcher in a JVM of its own that is killed by SIGKILL. */
class NoOrphanTest {
  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final String MARK = "lab.orphan.mark";

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  @TempDir Path temp;

  @Test
  void servers_and_their_children_die_with_a_killed_launcher() throws Exception {
    var jvm = jvm(Steady.class, temp.resolve("a lab"));
    List<Long> pids;
    try (var lines = reader(jvm)) {
      pids = Stream.of(lines.readLine().split(" ")).map(Long::parseLong).toList();
      assertThat(pids).hasSize(6).allMatch(pid -> ProcessHandle.of(pid).isPresent());
      jvm.destroyForcibly().waitFor();
    }
    for (long pid : pids) {
      await()
          .atMost(BOUND)
          .until(() -> ProcessHandle.of(pid).map(ProcessTree::isGone).orElse(true));
    }
  }

  /** The JVM dies during launches, each time at a different point between a fork and its end. */
  @RepeatedTest(4)
  void a_launcher_killed_during_launches_leaves_nothing() throws Exception {
    String mark = MARK + System.nanoTime();
    var jvm = jvm(Busy.class, temp.resolve("a lab"), mark);
    try (var lines = reader(jvm)) {
      assertThat(lines.readLine()).isEqualTo("launching");
      int some = 3 + (int) (System.nanoTime() % 7);
      for (int i = 0; i < some; i++) {
        lines.readLine();
      }
      jvm.destroyForcibly().waitFor();
    }
    await().atMost(BOUND).until(() -> withArgument(mark).isEmpty());
  }

  @Test
  void a_gate_that_is_not_told_go_never_becomes_the_server() throws Exception {
    var gate = new ProcessBuilder(ProcessLauncher.gate(List.of("/bin/echo", "started"))).start();
    gate.getOutputStream().close();

    assertThat(gate.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(gate.exitValue()).isEqualTo(125);
    assertThat(gate.getInputStream().readAllBytes()).isEmpty();
  }

  private static List<ProcessHandle> withArgument(String mark) {
    return ProcessHandle.allProcesses()
        .filter(p -> Stream.of(p.info().arguments().orElse(new String[0])).anyMatch(mark::equals))
        .filter(p -> !ProcessTree.isGone(p))
        .toList();
  }

  private static BufferedReader reader(Process jvm) {
    return new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
  }

  private static Process jvm(Class<?> main, Path lab, String... mark) throws IOException {
    var command =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            lab.toString());
    return new ProcessBuilder(Stream.concat(command, Stream.of(mark)).toList())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Launch sleeper(Path lab, String script, String mark) {
    var command = List.of("/bin/sh", "-c", script, mark);
    return new Launch("sleeper", command, Map.of(), lab, lab.resolve("sleeper.log"));
  }

  /** Prints the pids of three servers, one of them paused, and of a child of each. */
  static class Steady {
    public static void main(String[] arguments) throws Exception {
      var launcher = ProcessLauncher.open(Path.of(arguments[0]));
      var text = new StringBuilder();
      for (int i = 0; i < 3; i++) {
        // The paused one's child has a session of its own, like PostgreSQL's backends.
        String child = i == 0 && Files.exists(SETSID) ? SETSID + " sleep 600" : "sleep 600";
        String script = "trap '' TERM INT HUP; " + child + " & wait; exit";
        var server = launcher.launch(sleeper(Path.of(arguments[0]), script, "sh"));
        await().atMost(BOUND).until(() -> ProcessTree.of(handle(server)).size() == 2);
        if (i == 0) {
          server.pause();
        }
        ProcessTree.of(handle(server)).forEach(member -> text.append(member.pid()).append(' '));
      }
      System.out.println(text.toString().strip());
      Thread.sleep(600_000);
    }

    private static ProcessHandle handle(ServerProcess server) {
      return ProcessHandle.of(server.pid()).orElseThrow();
    }
  }

  /** Launches servers endlessly, and reports each. */
  static class Busy {
    public static void main(String[] arguments) throws Exception {
      var launcher = ProcessLauncher.open(Path.of(arguments[0]));
      System.out.println("launching");
      for (int i = 0; i < 100; i++) {
        launcher.launch(
            sleeper(Path.of(arguments[0]), "while :; do sleep 0.1; done", arguments[1]));
        System.out.println(i);
      }
      Thread.sleep(600_000);
    }
  }
}
