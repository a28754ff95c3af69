package lab.platformtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerImagesTest {
  @TempDir Path project;

  @Test
  void are_those_of_the_nearest_pins_above() throws Exception {
    pin("# Images", "", "POSTGRES_IMAGE=postgres:1", "REDIS_IMAGE = redis:2", "KAFKA_IMAGE=k:3");
    Path module = Files.createDirectories(project.resolve("services/one"));

    assertThat(ContainerImages.pinned(module, Map.of()))
        .isEqualTo(new ContainerImages("postgres:1", "redis:2", "k:3"));
    assertThat(ContainerImages.pinned(module, Map.of("REDIS_IMAGE", "mirror/redis:2")).redis())
        .isEqualTo("mirror/redis:2");
  }

  @Test
  void one_that_is_not_pinned_is_named() throws Exception {
    pin("POSTGRES_IMAGE=postgres:1", "#REDIS_IMAGE=redis:2", "KAFKA_IMAGE=k:3");

    assertThatThrownBy(() -> ContainerImages.pinned(project, Map.of()))
        .hasMessage(project.resolve(".env") + " pins no REDIS_IMAGE");
  }

  @Test
  void this_project_pins_all() {
    assertThat(ContainerImages.pinned(Path.of(""), Map.of()).all()).allMatch(i -> i.contains(":"));
  }

  private void pin(String... lines) throws IOException {
    Files.write(project.resolve(".env"), java.util.List.of(lines));
  }
}
