package lab.runner.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import lab.runner.prometheus.PrometheusProgram.Found;
import lab.runner.prometheus.PrometheusProgram.Missing;
import lab.runner.prometheus.PrometheusProgram.Off;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusProgramTest {
  @TempDir private Path folder;

  @Test
  void is_the_first_on_path_that_can_be_run() throws IOException {
    Path text = Files.createDirectories(folder.resolve("text"));
    Files.writeString(text.resolve("prometheus"), "no program");
    Path directory = folder.resolve("directory");
    Files.createDirectories(directory.resolve("prometheus"));
    Path program = program("bin", "true");
    Path later = program("later", "true");

    assertThat(find("", "", text, directory, program.getParent(), later.getParent()))
        .isEqualTo(new Found(program));
  }

  @Test
  void the_variable_takes_precedence_over_path() throws IOException {
    Path onPath = program("bin", "true");
    Path named = program("other", "true");
    assertThat(find(named.toString(), "", onPath.getParent())).isEqualTo(new Found(named));
    assertThat(find("off", "", onPath.getParent())).isEqualTo(new Off());
    assertThat(find(folder + "/nowhere", "", onPath.getParent()))
        .isEqualTo(
            new Missing("not started: LAB_PROMETHEUS is " + folder + "/nowhere, no program"));
  }

  @Test
  void a_missing_one_is_reported_with_how_to_get_it() {
    assertThat(find("", "", folder).words()).contains("apt install", "brew install");
    assertThat(PrometheusProgram.find(Map.of())).isInstanceOf(Missing.class);
  }

  @Test
  void tells_its_version() throws IOException {
    Path debian = program("a", "echo 'prometheus, version 2.42.0+ds (branch: debian/sid)' >&2");
    assertThat(new Found(debian).version()).hasValue("2.42.0+ds");
    Path three = program("b", "echo 'prometheus, version 3.5.0 (branch: HEAD, revision: 8be3a9)'");
    assertThat(new Found(three).version()).hasValue("3.5.0");
    assertThat(new Found(program("c", "exit 1")).version()).isEmpty();
    assertThat(new Found(folder.resolve("nowhere")).version()).isEmpty();
  }

  private static PrometheusProgram find(String named, String first, Path... path) {
    String all = first;
    for (Path entry : path) {
      all += File.pathSeparator + entry;
    }
    return PrometheusProgram.find(Map.of("LAB_PROMETHEUS", named, "PATH", all));
  }

  private Path program(String in, String script) throws IOException {
    Path file = Files.createDirectories(folder.resolve(in)).resolve("prometheus");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
