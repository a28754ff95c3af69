package lab.platformtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a part of the lab that is for every service must not have in it: a word of one service, its
 * name or what it is about. The names are those of the folders with a {@code service.yml}.
 */
public final class GenericParts {
  private static final String ABOUT =
      "shorten(?:ers?|s|ed)?|short links?|clicked|visitors?|waiting"
          + " lines?|timelines?|followers?|tweets?";
  private static final Path PROJECT = Path.of("..");

  private GenericParts() {}

  /**
   * The lines of a module's main sources with such a word, each after its file's name.
   *
   * @param module its folder
   * @throws IllegalArgumentException if there are no sources: a check of nothing proves nothing
   */
  public static List<String> wordsOfServices(Path module) throws IOException {
    Pattern words = words(services());
    var found = new ArrayList<String>();
    List<Path> sources;
    try (var files = Files.walk(module.resolve("src/main"))) {
      sources = files.filter(GenericParts::isText).toList();
    }
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("No sources in " + module);
    }
    for (Path source : sources) {
      for (String line : Files.readAllLines(source)) {
        if (words.matcher(line).find()) {
          found.add(module.relativize(source) + ": " + line.strip());
        }
      }
    }
    return found;
  }

  private static boolean isText(Path file) {
    return Files.isRegularFile(file)
        && file.getFileName().toString().matches(".*\\.(java|yml|properties|sql|html|js|css|md)");
  }

  private static List<String> services() throws IOException {
    try (Stream<Path> folders = Files.list(PROJECT)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("service.yml")))
          .map(folder -> folder.getFileName().toString())
          .toList();
    }
  }

  /**
   * A service's name in any spelling: {@code hello-world}, {@code HelloWorld}, {@code HELLO_WORLD}.
   */
  static Pattern words(List<String> services) {
    String names =
        services.stream().map(name -> name.replace("-", "[-_ ]?")).collect(Collectors.joining("|"));
    return Pattern.compile("(?i)(?:%s)|\\b(?:%s)\\b".formatted(names, ABOUT));
  }
}
