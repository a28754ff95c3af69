package lab.servers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessLauncherTest {
  private static final Duration BOUND = Duration.ofMinutes(3);

  @TempDir Path temp;
  private Path lab;
  private ProcessLauncher launcher;

  @BeforeEach
  void open() throws IOException {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    lab = temp.resolve("a lab with spaces");
    launcher = ProcessLauncher.open(lab);
  }

  @AfterEach
  void close() {
    launcher.close();
  }

  private Launch shell(String name, String script) {
    return new Launch(
        name, List.of("/bin/sh", "-c", script), Map.of("GREETING", "hello"), lab, log(name));
  }

  private Path log(String name) {
    return lab.resolve("logs/" + name + ".log");
  }

  private static void awaitGone(long pid) {
    await().atMost(BOUND).until(() -> ProcessHandle.of(pid).map(ProcessTree::isGone).orElse(true));
  }

  @Test
  void starts_a_process_that_writes_to_its_log_and_ends_with_its_exit_code() throws Exception {
    var server = launcher.launch(shell("greeter", "echo $GREETING; echo sorry >&2; exit 7"));

    assertThat(server.onExit().get(60, TimeUnit.SECONDS)).isEqualTo(7);
    assertThat(log("greeter")).hasContent("hello\nsorry");
    assertThat(server.isAlive()).isFalse();
    await().atMost(BOUND).until(() -> launcher.running().isEmpty());
  }

  @Test
  void a_servers_environment_is_set_by_the_lab() throws Exception {
    var server = launcher.launch(shell("environment", "env | sed 's/=.*//'"));

    server.onExit().get(10, TimeUnit.SECONDS);
    assertThat(Files.readAllLines(log("environment")))
        .contains("GREETING", "LC_ALL", "TZ")
        .isSubsetOf(
            "GREETING", "LC_ALL", "TZ", "PATH", "HOME", "USER", "LOGNAME", "PWD", "SHLVL", "_");
  }

  @Test
  void the_pid_is_that_of_the_server_itself() throws Exception {
    var server = launcher.launch(shell("pid", "echo $$"));

    server.onExit().get(60, TimeUnit.SECONDS);
    assertThat(log("pid")).hasContent(String.valueOf(server.pid()));
  }

  @Test
  void terminate_asks_first() throws Exception {
    var server =
        launcher.launch(shell("polite", "trap 'echo bye; exit 3' TERM; " + READY_AND_WAIT));
    awaitReady("polite");

    server.terminate(BOUND);

    assertThat(server.onExit()).isCompletedWithValue(3);
    assertThat(log("polite")).content().contains("bye");
  }

  @Test
  void terminate_sends_the_signal_that_the_launch_names() throws Exception {
    assumeThat(interruptsAreIgnored())
        .as("a shell cannot trap what was ignored when it began, as under nohup or &")
        .isFalse();
    var shell = shell("interrupted", "trap 'exit 4' INT; " + READY_AND_WAIT);
    var server =
        launcher.launch(
            new Launch(
                shell.name(),
                shell.command(),
                shell.environment(),
                shell.directory(),
                shell.log(),
                Launch.StopSignal.INT));
    awaitReady("interrupted");

    server.terminate(BOUND);

    assertThat(server.onExit()).isCompletedWithValue(4);
  }

  @Test
  void terminate_kills_what_ignores_the_signal_even_when_it_is_paused() throws Exception {
    var server = launcher.launch(shell("deaf", "trap '' TERM; " + READY_AND_WAIT));
    awaitReady("deaf");
    server.pause();

    server.terminate(Duration.ofMillis(200));

    assertThat(server.onExit()).isCompletedWithValue(137);
  }

  @Test
  void kill_takes_the_descendants_along() throws Exception {
    var server = launcher.launch(shell("parent", "sleep 600 & echo $!; echo ready; wait"));
    awaitReady("parent");
    long child = Long.parseLong(Files.readAllLines(log("parent")).getFirst());

    server.kill();

    assertThat(server.onExit()).isCompletedWithValue(137);
    assertThat(ProcessHandle.of(child).map(ProcessTree::isGone).orElse(true)).isTrue();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void pause_stops_the_whole_tree_and_resume_lets_it_go_on() throws Exception {
    var server = launcher.launch(shell("paused", "sleep 600 & echo $!; echo ready; wait"));
    awaitReady("paused");
    long child = Long.parseLong(Files.readAllLines(log("paused")).getFirst());

    server.pause();
    assertThat(server.isPaused()).isTrue();
    await().atMost(BOUND).until(() -> state(server.pid()) == 'T' && state(child) == 'T');

    server.resume();
    assertThat(server.isPaused()).isFalse();
    await().atMost(BOUND).until(() -> state(server.pid()) == 'S' && state(child) == 'S');
  }

  @Test
  void memory_is_that_of_the_whole_tree() throws Exception {
    var server = launcher.launch(shell("memory", "echo ready; sleep 600; exit"));
    awaitReady("memory");

    assertThat(server.memoryBytes()).isBetween(10_000L, 50_000_000L);
    server.kill();
    assertThat(server.memoryBytes()).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void cpu_time_is_that_of_the_whole_tree_with_those_that_have_ended() throws Exception {
    String busy = "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'";
    var server = launcher.launch(shell("busy", busy + "; echo ready; sleep 600; exit"));
    awaitReady("busy");

    var spent = server.cpuTime();
    assertThat(spent).isGreaterThan(Duration.ofMillis(50));
    server.kill();
    assertThat(server.cpuTime()).as("it never goes back").isGreaterThanOrEqualTo(spent);
  }

  @Test
  @EnabledIf("isRoot")
  void roots_servers_run_as_nobody_and_write_to_folders_that_are_theirs() throws Exception {
    Path data = launcher.own(lab.resolve("nodes/one/data"));
    Path secret = Files.writeString(lab.resolve("secret"), "x");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    var server =
        launcher.launch(
            shell(
                "nobody",
                "touch 'nodes/one/data/mine' && echo wrote; cat secret; echo ready; sleep 600"));
    awaitReady("nobody");

    assertThat(log("nobody")).content().contains("wrote").contains("Permission denied");
    assertThat(Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")))
        .anyMatch(line -> line.matches("Uid:\\s+65534\\s+65534\\s+65534\\s+65534"))
        .anyMatch(line -> line.matches("CapEff:\\s+0+"));
    assertThat(Files.getAttribute(data.resolve("mine"), "unix:uid")).isEqualTo(65534);
  }

  @Test
  @EnabledIf("isRoot")
  void root_loses_its_rights_where_the_user_nobody_cannot_reach_the_lab() throws Exception {
    Path hidden = Files.createDirectory(temp.resolve("hidden"));
    Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rwx------"));
    Path inner = hidden.resolve("lab");
    try (var stripping = ProcessLauncher.open(inner)) {
      Path log = inner.resolve("log");
      var script = List.of("/bin/sh", "-c", "id -u; grep CapEff /proc/self/status");
      stripping.run(new Launch("stripped", script, Map.of(), stripping.own(inner), log));

      // Inside a namespace of its own the kernel shows no rights over the machine outside.
      assertThat(Files.readAllLines(log).getFirst()).isEqualTo("65534");
    }
  }

  @Test
  void a_long_log_is_put_aside_at_the_next_launch() throws Exception {
    Files.createDirectories(log("long").getParent());
    Files.write(log("long"), new byte[(int) ProcessLauncher.LOG_LIMIT + 1]);

    launcher.run(shell("long", "echo new"));

    assertThat(log("long")).hasContent("new");
    assertThat(lab.resolve("logs/long.log.1")).hasSize(ProcessLauncher.LOG_LIMIT + 1);
    launcher.run(shell("long", "echo newer"));
    assertThat(log("long")).hasContent("new\nnewer");
  }

  @Test
  void close_kills_what_still_runs_and_refuses_more() throws Exception {
    var server = launcher.launch(shell("running", "trap '' TERM; " + READY_AND_WAIT));
    long guardian = launcher.guardian().pid();

    launcher.close();

    assertThat(server.isAlive()).isFalse();
    awaitGone(guardian);
    assertThatThrownBy(() -> launcher.launch(shell("late", "true")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_killed_guardian_is_replaced_and_knows_the_servers() throws Exception {
    var server = launcher.launch(shell("guarded", READY_AND_WAIT));
    long first = launcher.guardian().pid();
    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    await().atMost(BOUND).until(() -> launcher.guardian().pid() != first);

    launcher.guardian().close();

    awaitGone(server.pid());
  }

  @Test
  void owns_nothing_outside_the_lab() {
    assertThatThrownBy(() -> launcher.own(lab.resolve("../elsewhere")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("elsewhere");
  }

  private static final String READY_AND_WAIT = "echo ready; while :; do sleep 0.05; done";

  private void awaitReady(String name) {
    await()
        .atMost(BOUND)
        .until(() -> Files.exists(log(name)) && Files.readString(log(name)).contains("ready"));
  }

  private static char state(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  static boolean isRoot() {
    return new UnixSystem().getUid() == 0;
  }

  private static boolean interruptsAreIgnored() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow();
    return (Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16) & 2) != 0;
  }
}
