package lab.platformtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Finds what a part of the lab that serves every service must not contain: a word of one service,
 * its name or its subject. The names are those of the folders with a {@code service.yml}, whose
 * {@code words} are the subject's.
 */
public final class GenericParts {
  private static final Path PROJECT = Path.of("..");
  private static final String FILE = "service.yml";

  private GenericParts() {}

  /**
   * The lines with such a word in a module's main sources, each after its file's name.
   *
   * @param module its folder
   * @throws IllegalArgumentException if there are no sources: a check of nothing proves nothing
   */
  public static List<String> wordsOfServices(Path module) throws IOException {
    List<Path> sources;
    try (var files = Files.walk(module.resolve("src/main"))) {
      sources = files.filter(GenericParts::isText).toList();
    }
    return found(module, sources);
  }

  /**
   * The same for the texts in one folder, without its subfolders: for a package beside those of
   * services.
   */
  public static List<String> wordsOfServicesIn(Path folder) throws IOException {
    List<Path> sources;
    try (var files = Files.list(folder)) {
      sources = files.filter(GenericParts::isText).toList();
    }
    return found(folder, sources);
  }

  private static List<String> found(Path folder, List<Path> sources) throws IOException {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("No sources in " + folder);
    }
    Pattern words = words(services(), about(PROJECT));
    var found = new ArrayList<String>();
    for (Path source : sources) {
      for (String line : Files.readAllLines(source)) {
        if (words.matcher(line).find()) {
          found.add(folder.relativize(source) + ": " + line.strip());
        }
      }
    }
    return found;
  }

  private static boolean isText(Path file) {
    return Files.isRegularFile(file)
        && file.getFileName().toString().matches(".*\\.(java|yml|properties|sql|html|js|css|md)");
  }

  /** The names of the services. */
  public static List<String> services() throws IOException {
    return services(PROJECT);
  }

  private static List<String> services(Path project) throws IOException {
    try (Stream<Path> folders = Files.list(project)) {
      List<String> services =
          folders
              .filter(folder -> Files.exists(folder.resolve(FILE)))
              .map(folder -> folder.getFileName().toString())
              .sorted()
              .toList();
      if (services.isEmpty()) {
        throw new IllegalArgumentException("No service in " + project);
      }
      return services;
    }
  }

  /**
   * The words of the services' subjects.
   *
   * @throws IllegalArgumentException if those of a service cannot be read: an ignored word would be
   *     one allowed
   */
  static List<String> about(Path project) throws IOException {
    var about = new ArrayList<String>();
    for (String service : services(project)) {
      about.addAll(words(project.resolve(service).resolve(FILE)));
    }
    return about;
  }

  private static List<String> words(Path file) throws IOException {
    Map<?, ?> fields = fields(file);
    if (!fields.containsKey("words")) {
      return List.of();
    }
    if (!(fields.get("words") instanceof List<?> words)) {
      throw new IllegalArgumentException(file + ", words: must be a list.");
    }
    for (Object word : words) {
      if (!(word instanceof String text) || text.isBlank()) {
        throw new IllegalArgumentException("%s, words: %s is no word.".formatted(file, word));
      }
    }
    return words.stream().map(String.class::cast).toList();
  }

  private static Map<?, ?> fields(Path file) throws IOException {
    Object content;
    try {
      content = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    } catch (YAMLException e) {
      throw new IllegalArgumentException(file + " is not YAML.", e);
    }
    if (content instanceof Map<?, ?> fields) {
      return fields;
    }
    throw new IllegalArgumentException(file + " must be a mapping.");
  }

  /**
   * A service's name in any spelling: {@code hello-world}, {@code HelloWorld}, {@code HELLO_WORLD};
   * and the words of its subject, as whole words.
   */
  static Pattern words(List<String> services, List<String> about) {
    Stream<String> names = services.stream().map(name -> name.replace("-", "[-_ ]?"));
    Stream<String> subjects = about.stream().map(word -> "\\b" + Pattern.quote(word) + "\\b");
    return Pattern.compile(
        Stream.concat(names, subjects).collect(Collectors.joining("|")), Pattern.CASE_INSENSITIVE);
  }
}
