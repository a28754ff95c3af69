package lab.queuetracker.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The SQL statements, each in a file of its own next to this class. */
final class Sql {
  private Sql() {}

  /** {@code NAME.sql}. */
  static String load(String name) {
    return script(name + ".sql");
  }

  /** {@code FILE}, in any language. */
  static String script(String name) {
    try (var file = Sql.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
