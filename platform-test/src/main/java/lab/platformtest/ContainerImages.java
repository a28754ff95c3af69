package lab.platformtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The images of the containers: the same as in {@code docker-compose.yml}, since both are pinned in
 * {@code .env} at the top of the project. As in Compose, an environment variable overrides it.
 */
record ContainerImages(String postgres, String redis, String kafka) {
  /**
   * As pinned in {@code .env}, in this folder or the nearest above: tests run in their module's.
   */
  static ContainerImages pinned(Path folder, Map<String, String> environment) {
    Path pins =
        Stream.iterate(folder.toAbsolutePath(), Path::getParent)
            .takeWhile(above -> above != null)
            .map(above -> above.resolve(".env"))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "No .env, which pins the images, in or above " + folder.toAbsolutePath()));
    var pinned = new HashMap<>(variables(pins));
    pinned.putAll(environment);
    return new ContainerImages(
        image(pinned, "POSTGRES_IMAGE", pins),
        image(pinned, "REDIS_IMAGE", pins),
        image(pinned, "KAFKA_IMAGE", pins));
  }

  Stream<String> all() {
    return Stream.of(postgres, redis, kafka);
  }

  private static Map<String, String> variables(Path pins) {
    try (var lines = Files.lines(pins)) {
      var variables = new HashMap<String, String>();
      lines
          .map(String::strip)
          .filter(line -> !line.startsWith("#") && line.contains("="))
          .map(line -> line.split("=", 2))
          .forEach(pair -> variables.put(pair[0].strip(), pair[1].strip()));
      return variables;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String image(Map<String, String> pinned, String variable, Path pins) {
    return Optional.ofNullable(pinned.get(variable))
        .filter(image -> !image.isBlank())
        .orElseThrow(() -> new IllegalStateException(pins + " pins no " + variable));
  }
}
