package lab.platformtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenericPartsTest {
  @TempDir private Path module;

  @Test
  void a_service_is_found_in_any_spelling_and_so_is_what_it_is_about() {
    var words = GenericParts.words(List.of("hello-world"));

    assertThat(
            List.of(
                "/** As {@code hello-world-1} does. */",
                "class HelloWorldClient {}",
                "HELLO_WORLD_PASSWORD",
                "lab.helloworld",
                "every follower of it"))
        .allMatch(line -> words.matcher(line).find());
    assertThat(List.of("hello, whole world", "{@link Thing}", "it follows"))
        .noneMatch(line -> words.matcher(line).find());
  }

  @Test
  void names_file_and_line() throws IOException {
    Path source = Files.createDirectories(module.resolve("src/main/java")).resolve("A.java");
    Files.writeString(source, "class A {\n  // a timeline\n}\n");

    assertThat(GenericParts.wordsOfServices(module))
        .containsExactly("src/main/java/A.java: // a timeline");
  }

  @Test
  void a_check_of_nothing_is_refused() throws IOException {
    Files.createDirectories(module.resolve("src/main"));

    assertThatThrownBy(() -> GenericParts.wordsOfServices(module))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
