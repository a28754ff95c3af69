package lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees when the lab cannot start or is not there. */
class BadDaysIT {
  @TempDir private Path temporary;

  @Test
  void without_a_jdk_25_it_says_what_is_missing_what_was_found_and_where_to_get_one()
      throws IOException, InterruptedException {
    Path old = temporary.resolve("jdk-17");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    Path java = Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    var lab =
        new LabScript(temporary.resolve("lab"))
            .with("JAVA_HOME", old.toString())
            .with("PATH", old.resolve("bin") + ":/usr/bin:/bin")
            .with("HOME", temporary.toString())
            .with("SDKMAN_DIR", temporary.toString())
            .with("LAB_JVM_DIRS", temporary.toString());
    var up = lab.run("up", "--detach");
    assertThat(up.exit()).isEqualTo(1);
    assertThat(up.output())
        .contains("needs a JDK 25 and found none")
        .contains("jdk-17 (17.0.15)")
        .contains("sdk install java 25-tem");
  }

  @Test
  void a_folder_that_cannot_be_written_to_is_named() throws IOException, InterruptedException {
    Path file = Files.writeString(temporary.resolve("file"), "in the way");
    var up = new LabScript(file.resolve("lab")).run("up", "--detach");
    assertThat(up.exit()).isEqualTo(1);
    assertThat(up.output()).contains(file.resolve("lab") + " cannot be written to");
  }

  @Test
  void words_that_are_off_are_answered_with_the_usage() throws IOException, InterruptedException {
    var lab = new LabScript(temporary.resolve("lab"));
    assertThat(lab.run("frobnicate"))
        .matches(r -> r.exit() == 64 && r.output().contains("frobnicate"));
    for (String command :
        new String[] {
          "demo",
          "up",
          "down",
          "reset",
          "status",
          "doctor",
          "logs",
          "kill",
          "stop",
          "pause",
          "resume",
          "start",
          "experiments",
          "run",
          "load"
        }) {
      assertThat(lab.run(command, "--help"))
          .as(command)
          .matches(r -> r.exit() == 0 && r.output().contains("Usage: ./lab " + command));
    }
  }

  @Test
  void without_a_lab_the_commands_say_so() throws IOException, InterruptedException {
    var lab = new LabScript(temporary.resolve("lab"));
    assertThat(lab.run("status")).matches(r -> r.exit() == 1 && r.output().contains("not up"));
    assertThat(lab.run("kill", "redis-1"))
        .matches(r -> r.exit() == 1 && r.output().contains("not up"));
    assertThat(lab.run("down")).matches(r -> r.exit() == 0 && r.output().contains("not up"));
    assertThat(lab.run("logs", "redis-1"))
        .matches(r -> r.exit() == 1 && r.output().contains("no log"));
    assertThat(lab.run("experiments"))
        .matches(r -> r.exit() == 0 && r.output().contains("kill-an-instance"));
    assertThat(lab.run("load", "kill-an-instance"))
        .matches(r -> r.exit() == 1 && r.output().contains("not up"));
    assertThat(lab.run("load", "kill-an-instance", "--url", "localhost:8080/path"))
        .matches(r -> r.exit() == 64 && r.output().contains("must be http://host:port"));
  }
}
