package lab.platformtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenericPartsTest {
  @TempDir private Path module;

  @Test
  void a_service_is_found_in_any_spelling_and_so_are_the_words_of_its_subject() {
    var words = GenericParts.words(List.of("hello-world"), List.of("follower", "tweet"));

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
    assertThat(GenericParts.words(List.of("hello-world"), List.of()).matcher("hello, you").find())
        .isFalse();
  }

  @Test
  void names_file_and_line() throws IOException {
    Path source = Files.createDirectories(module.resolve("src/main/java")).resolve("A.java");
    Files.writeString(source, "class A {\n  // a short link\n}\n");

    assertThat(GenericParts.wordsOfServices(module))
        .containsExactly("src/main/java/A.java: // a short link");
  }

  @Test
  void a_folder_is_searched_without_those_in_it() throws IOException {
    Files.writeString(module.resolve("A.java"), "class A {\n  // a short link\n}\n");
    Files.writeString(
        Files.createDirectories(module.resolve("b")).resolve("B.java"), "// a short link\n");

    assertThat(GenericParts.wordsOfServicesIn(module)).containsExactly("A.java: // a short link");
  }

  @Test
  void the_words_may_be_written_in_any_way_that_yaml_allows() throws IOException {
    service("one", "description: One.\nwords: [tweet, \"a, b\"] # in one line\n");
    service("two", "words:\n  - follower # people\n  - 'fan''s page'\nmemory: 200m\n");
    service("three", "words: [\n  like,\n  likes,\n]\n");
    service("four", "description: Without any.\n");

    assertThat(GenericParts.about(module))
        .containsExactlyInAnyOrder("tweet", "a, b", "follower", "fan's page", "like", "likes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "words:",
        "words: tweet",
        "words: [tweet, 7]",
        "words: [tweet, '']",
        "words: { tweet: follower }",
        "words: [tweet"
      })
  void words_that_cannot_be_read_are_refused_rather_than_ignored(String yaml) throws IOException {
    service("one", yaml);

    assertThatThrownBy(() -> GenericParts.about(module))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("service.yml");
  }

  private void service(String name, String yaml) throws IOException {
    Files.writeString(Files.createDirectories(module.resolve(name)).resolve("service.yml"), yaml);
  }

  @Test
  void a_check_of_nothing_is_refused() throws IOException {
    Files.createDirectories(module.resolve("src/main"));

    assertThatThrownBy(() -> GenericParts.wordsOfServices(module))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GenericParts.wordsOfServicesIn(module))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
