package lab.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

/** Precedence: the command line, the lab's own file, the service's second part, the shared file. */
class SettingsTest {
  private static final String SHARED = "server.tomcat.accept-count";
  private static final String OWN = "server.tomcat.max-connections";

  @Configuration(proxyBeanMethods = false)
  static class Nothing {}

  private static String value(String name, String... arguments) {
    try (var context =
        new SpringApplicationBuilder(Nothing.class).web(WebApplicationType.NONE).run(arguments)) {
      return context.getEnvironment().getRequiredProperty(name);
    }
  }

  private static String lab(Path folder) throws IOException {
    Path file = folder.resolve("application.properties");
    Files.writeString(file, SHARED + "=7\n" + OWN + "=7\n");
    return "--spring.config.additional-location=" + file.toUri();
  }

  @Test
  void the_shared_settings_override_those_before_the_import() {
    assertThat(value(SHARED)).isEqualTo("1024");
    assertThat(value("lab.instance")).isEqualTo("some-service");
  }

  @Test
  void settings_after_the_import_override_the_shared_ones() {
    assertThat(value(OWN)).isEqualTo("64");
  }

  @Test
  void the_labs_file_wins_over_both(@TempDir Path folder) throws IOException {
    assertThat(value(SHARED, lab(folder))).isEqualTo("7");
    assertThat(value(OWN, lab(folder))).isEqualTo("7");
  }

  @Test
  void the_command_line_wins_over_all(@TempDir Path folder) throws IOException {
    assertThat(value(SHARED, lab(folder), "--" + SHARED + "=8")).isEqualTo("8");
    assertThat(value(OWN, lab(folder), "--" + OWN + "=8")).isEqualTo("8");
  }
}
