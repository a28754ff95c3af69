package lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code ./lab} does before it starts Java: what it rebuilds, and which of the shell's
 * variables it respects.
 */
class ScriptTest {
  private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");
  private static final Instant FAR_OFF = Instant.parse("2101-01-01T00:00:00Z");
  private static final String SOURCE = "gateway/src/main/java/A.java";

  @TempDir private Path temporary;
  private Sandbox lab;

  @BeforeEach
  void aCheckout() throws IOException {
    lab = new Sandbox(temporary, "a lab");
  }

  @Test
  void builds_once_while_nothing_changes() throws Exception {
    assertThat(lab.up()).contains("lab.runner.cli.Main up");
    lab.up();
    assertThat(lab.builds()).isEqualTo(1);
  }

  @Test
  void a_source_replaced_by_an_older_one_is_built_and_nothing_stale_is_left_of_its_module()
      throws Exception {
    lab.up();
    lab.write("mvnw", "echo built >>builds"); // compiles nothing, to show which files are left
    lab.write(SOURCE, "class A { int older; }");
    lab.dated(SOURCE, LONG_AGO);
    lab.up();
    assertThat(lab.builds()).isEqualTo(2);
    assertThat(lab.compiled()).containsExactly("runner/cli");
  }

  @Test
  void a_source_from_the_future_is_built_once() throws Exception {
    lab.dated(SOURCE, FAR_OFF);
    lab.up();
    lab.up();
    assertThat(lab.builds()).isEqualTo(1);
  }

  @Test
  void a_touched_source_is_not_built() throws Exception {
    lab.up();
    lab.dated(SOURCE, FAR_OFF);
    lab.up();
    assertThat(lab.builds()).isEqualTo(1);
  }

  @Test
  void a_source_that_is_deleted_moved_or_added_is_a_change() throws Exception {
    lab.up();
    Path source = lab.root.resolve(SOURCE);
    Files.move(source, source.resolveSibling("B.java"));
    lab.up();
    assertThat(lab.builds()).as("moved").isEqualTo(2);
    Files.delete(source.resolveSibling("B.java"));
    lab.up();
    assertThat(lab.builds()).as("deleted").isEqualTo(3);
    lab.write(SOURCE, "class A {}");
    lab.dated(SOURCE, LONG_AGO);
    lab.up();
    assertThat(lab.builds()).as("added").isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "runner/cli/pom.xml", ".mvn/maven.config"})
  void a_change_of_what_the_whole_build_depends_on_rebuilds_everything(String file)
      throws Exception {
    lab.up();
    lab.write("mvnw", "echo built >>builds");
    lab.write(file, "<project>other</project>");
    lab.dated(file, LONG_AGO);
    lab.up();
    assertThat(lab.builds()).isEqualTo(2);
    assertThat(lab.compiled()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JAVA_TOOL_OPTIONS    | -Duser.language=fa -XX:+UseZGC",
        "JDK_JAVA_OPTIONS     | -Dhttp.proxyHost=proxy",
        "_JAVA_OPTIONS        | -Djava.net.preferIPv6Addresses=true",
        "JDK_AOT_VM_OPTIONS   | -XX:+UseZGC",
        "CLASSPATH            | /elsewhere",
        "LC_ALL               | tr_TR.UTF-8",
        "TMPDIR               | /does/not exist",
        "MAVEN_BASEDIR        | /elsewhere",
      })
  void a_shell_set_up_for_other_programs_reaches_no_jvm(String variable, String value)
      throws Exception {
    assertThat(lab.with(variable, value).up())
        .contains("lab.runner.cli.Main up", "LC_ALL=C.UTF-8", "-Duser.language=en")
        .doesNotContain(variable + "=" + value);
  }

  @Test
  void a_path_that_leads_nowhere_still_finds_the_system_s_commands() throws Exception {
    assertThat(lab.with("PATH", "/nowhere").up()).contains("lab.runner.cli.Main up");
  }

  @Test
  void without_a_home_maven_gets_a_writable_one() throws Exception {
    assertThat(lab.without("HOME").up()).contains("lab.runner.cli.Main up");
    assertThat(Path.of(Files.readString(lab.root.resolve("home")).strip())).isWritable();
  }

  @Test
  void it_may_be_called_through_a_link_by_sh_and_with_a_cdpath() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), lab.root.resolve("lab"));
    String root = "LAB_ROOT=" + lab.root.toRealPath();
    assertThat(lab.run(temporary, link.toString(), "up")).contains(root);
    assertThat(lab.run(lab.root, "sh", "lab", "up")).contains(root);
    lab.with("CDPATH", "/:" + temporary);
    assertThat(lab.run(temporary, "a lab/lab", "up")).contains(root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lø", "a,b", "a'b", "a&b;c", "100%41", "a+b", "$HOME", "-x", "a*[b]?"})
  void a_checkout_may_have_any_name(String name) throws Exception {
    var odd = new Sandbox(temporary, name);
    assertThat(odd.up()).contains("LAB_ROOT=" + odd.root.toRealPath());
    odd.up();
    assertThat(odd.builds()).isEqualTo(1);
  }

  @Test
  void except_a_colon_which_separates_folders_in_a_class_path() throws Exception {
    var odd = new Sandbox(temporary, "a:b");
    assertThat(odd.up()).contains("colon", "a:b", "exit code 1");
    lab.with("LAB_DIR", temporary + "/c:d");
    assertThat(lab.up()).contains("colon", "c:d", "exit code 1");
    assertThat(List.of(odd.builds(), lab.builds())).containsOnly(0);
  }
}
