package lab.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lab.platformtest.GenericParts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packages that serve every service must not contain a word of a particular one; each service.yml
 * lists its words.
 */
class GenericPackagesTest {
  private static final Path SOURCES = Path.of("src/main/java/lab/loadtest");

  @ParameterizedTest
  @MethodSource("generic")
  void does_not_mention_a_particular_service(Path folder) throws IOException {
    assertThat(GenericParts.wordsOfServicesIn(folder)).isEmpty();
  }

  /** The packages that are not named like a service. */
  static List<Path> generic() throws IOException {
    List<String> services = packages();
    try (Stream<Path> folders = Files.list(SOURCES)) {
      var packages =
          folders
              .filter(Files::isDirectory)
              .filter(folder -> !services.contains(folder.getFileName().toString()));
      return Stream.concat(Stream.of(SOURCES), packages).toList();
    }
  }

  @Test
  void the_rule_can_fail() throws IOException {
    assertThat(generic())
        .extracting(SOURCES::relativize)
        .extracting(Path::toString)
        .contains("", "gatling", "ledger", "open", "readwrite")
        .doesNotContainAnyElementsOf(packages());
    for (String service : packages()) {
      assertThat(GenericParts.wordsOfServicesIn(SOURCES.resolve(service))).isNotEmpty();
    }
  }

  private static List<String> packages() throws IOException {
    return GenericParts.services().stream().map(name -> name.replace("-", "")).toList();
  }
}
