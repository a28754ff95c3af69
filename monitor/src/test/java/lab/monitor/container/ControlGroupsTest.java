package lab.monitor.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlGroupsTest {
  private static final String ID =
      "bda3c6710c5359042c11d62666e635bdbf9d343231c086b437e5f13fecf69c3a";

  @TempDir Path temp;

  static ControlGroups recorded(String tree) {
    return new ControlGroups(Path.of("src/test/resources/lab/monitor/container", tree));
  }

  /**
   * Version 1 as recorded from a Redis container that {@code docker stats} showed with 5.75 MiB a
   * moment later; version 2 has the same figures in the files of the kernel's documentation.
   */
  @ParameterizedTest
  @ValueSource(strings = {"version-1", "version-2", "version-2-cgroupfs"})
  void report_what_a_container_uses(String tree) {
    var groups = recorded(tree);

    assertThat(groups.containers()).containsOnlyKeys(ID);
    var used = groups.used(groups.containers().get(ID)).orElseThrow();
    assertThat(used.memoryBytes()).isEqualTo(6_107_136 - 98_304);
    assertThat(used.cpuSeconds()).isCloseTo(7.792346, offset(1e-6));
  }

  @Test
  void report_nothing_where_they_are_missing_or_of_an_unknown_form() throws IOException {
    var none = new ControlGroups(temp.resolve("nowhere"));
    assertThat(none.containers()).isEmpty();

    Path container = Files.createDirectories(temp.resolve("docker").resolve(ID));
    var groups = new ControlGroups(temp);
    assertThat(groups.containers()).containsOnlyKeys(ID);
    assertThat(groups.used(container)).as("no figures").isEmpty();
    Files.writeString(container.resolve("memory.current"), "1000\n");
    Files.writeString(container.resolve("memory.stat"), "anon 1\n");
    assertThat(groups.used(container)).as("no inactive_file").isEmpty();
    Files.writeString(container.resolve("memory.current"), "max\n");
    assertThat(groups.used(container)).as("no number").isEmpty();
  }

  @Test
  void are_different_after_each_start() throws IOException {
    Path container = Files.createDirectories(temp.resolve("docker").resolve(ID));
    var groups = new ControlGroups(temp);
    var life = groups.life(container);
    assertThat(life).isPresent().isEqualTo(groups.life(container));

    Files.move(container, temp.resolve("docker").resolve("old"));
    assertThat(groups.life(container)).isEmpty();
    Files.createDirectories(container);
    assertThat(groups.life(container)).isPresent().isNotEqualTo(life);
  }
}
