package lab.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses two JVMs, because a file lock works between processes. */
class RunLockTest {
  @TempDir Path folder;
  private final Toy lab = new Toy();

  /** A command that takes the lab, does something to it, and hangs. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      var lock = RunLock.take(folder, "lab", "./lab run first", true, new Toy(), _ -> {});
      lock.will(new Will(folder.toString(), Map.of("result.json", "interrupted")));
      var changes = lock.changes();
      changes.faulting("a-1", "kill");
      changes.configuring("a");
      System.out.println("taken");
      var _ = System.in.read();
    }
  }

  @Test
  void a_second_is_refused_and_finds_the_lab_restored_after_the_first_was_killed()
      throws Exception {
    Process first =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .replace("\n", File.pathSeparator),
                Other.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(first.inputReader().readLine()).isEqualTo("taken");
    lab.fault("a-1", "kill");
    lab.configure("a", Map.of("x", "1"));

    assertThatExceptionOfType(RunRefused.class)
        .isThrownBy(() -> RunLock.take(folder, "lab", "run second", true, lab, _ -> {}))
        .withMessageContaining("./lab run first (pid " + first.pid());
    assertThat(RunLock.look(folder, "lab").orElseThrow().lives()).isTrue();
    RunLock.settle(folder, "lab", lab, _ -> {}); // does nothing to a run that lives
    assertThat(lab.dead).containsExactly("a-1");

    first.destroyForcibly().waitFor();
    assertThat(RunLock.look(folder, "lab").orElseThrow().lives()).isFalse();
    try (var second = RunLock.take(folder, "lab", "run second", true, lab, _ -> {})) {
      assertThat(lab.isAsNew()).isTrue();
      assertThat(folder.resolve("result.json")).hasContent("interrupted");
      second.changes().faulting("a-2", "kill");
    }
    assertThat(RunLock.look(folder, "lab")).isEmpty();
    assertThat(Files.list(folder).map(file -> file.getFileName().toString()))
        .containsExactlyInAnyOrder("result.json", "run-lab.lock");
  }
}
