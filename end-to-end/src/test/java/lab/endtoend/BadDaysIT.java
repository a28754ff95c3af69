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
  void it_prints_its_version() throws IOException, InterruptedException {
    assertThat(new LabScript(temporary.resolve("lab")).run("--version"))
        .matches(r -> r.exit() == 0 && r.output().matches("(?s)system-design-lab \\d.*JDK 25.*"));
  }

  /**
   * Tests everything in one start, because a start takes long; each variable is meant for another
   * program.
   */
  @Test
  void a_shell_set_up_for_other_programs_and_an_odd_folder_do_not_keep_it_from_starting()
      throws IOException, InterruptedException {
    var lab =
        new LabScript(temporary.resolve("lø b,'&%41+;#=@[x]"))
            .sharingPrograms()
            .with("SERVER_PORT", "9999")
            .with("SPRING_DATASOURCE_URL", "jdbc:postgresql://db.example.org/shop")
            .with("SPRING_PROFILES_ACTIVE", "production")
            .with("MANAGEMENT_SERVER_PORT", "9999")
            .with("LOGGING_CONFIG", "/does/not/exist.xml")
            .with("LAB_CODES_KEY", "of another lab")
            .with("LAB_REDIS_NODES", "redis.example.org:6379")
            .with(
                "JAVA_TOOL_OPTIONS",
                "-Duser.language=fa -Duser.country=IR -XX:+UseZGC"
                    + " -Dhttp.proxyHost=proxy.example.org -Djava.net.preferIPv6Addresses=true"
                    + " -javaagent:/does/not/exist.jar")
            .with("JDK_JAVA_OPTIONS", "-Dfile.encoding=UTF-16")
            .with("CLASSPATH", "/does/not/exist")
            .with("PGDATA", "/does/not/exist")
            .with("PGPORT", "1")
            .with("PGOPTIONS", "-c nonsense=1")
            .with("KAFKA_OPTS", "-javaagent:/does/not/exist.jar")
            .with("LC_ALL", "C")
            .with("TZ", "Asia/Tehran")
            .with("http_proxy", "http://proxy.example.org:3128")
            .with("TMPDIR", "/does/not exist")
            .with("CDPATH", "/tmp")
            .with("HOME", "");
    try {
      var up = lab.run("up", "--detach", "--topology", "one-server");
      assertThat(up.exit()).as(up.output()).isZero();
      assertThat(lab.node("url-shortener-1").path("detail").asString())
          .matches("since \\d\\d:\\d\\d:\\d\\dZ");
      assertThat(lab.node("url-shortener-1").path("address").asString())
          .matches("127\\.0\\.0\\.1:2\\d{4}");
    } finally {
      var down = lab.run("down");
      assertThat(down.exit()).as(down.output()).isZero();
    }
  }

  @Test
  void wrong_usage_is_answered_with_the_usage() throws IOException, InterruptedException {
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
