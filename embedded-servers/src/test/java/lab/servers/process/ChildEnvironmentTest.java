package lab.servers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildEnvironmentTest {
  private final ProcessBuilder builder = new ProcessBuilder("/bin/true");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SERVER_PORT",
        "SPRING_DATASOURCE_URL",
        "MANAGEMENT_SERVER_PORT",
        "LOGGING_LEVEL_ROOT",
        "LAB_REDIS_NODES",
        "LAB_CODES_KEY",
        "DEBUG",
        "JAVA_TOOL_OPTIONS",
        "JDK_JAVA_OPTIONS",
        "_JAVA_OPTIONS",
        "JDK_AOT_VM_OPTIONS",
        "CLASSPATH",
        "KAFKA_OPTS",
        "PGOPTIONS",
        "PGDATA",
        "LD_PRELOAD",
        "LANG",
        "LC_NUMERIC",
        "http_proxy",
        "BASH_FUNC_kill%%",
        "ANYTHING_ELSE"
      })
  void a_variable_for_other_programs_does_not_pass(String name) {
    builder.environment().put(name, "1");

    ChildEnvironment.give(builder, Map.of());

    assertThat(builder.environment()).doesNotContainKey(name);
  }

  @Test
  void path_and_home_pass_and_language_and_time_zone_are_set() {
    builder
        .environment()
        .putAll(
            Map.of("PATH", "/usr/bin", "HOME", "/home/me", "LC_ALL", "fa_IR", "TZ", "Asia/Tehran"));

    ChildEnvironment.give(builder, Map.of("PGDATA", "ours"));

    assertThat(builder.environment())
        .containsEntry("PATH", "/usr/bin")
        .containsEntry("HOME", "/home/me")
        .containsEntry("LC_ALL", "C.UTF-8")
        .containsEntry("TZ", "UTC")
        .containsEntry("PGDATA", "ours");
  }
}
