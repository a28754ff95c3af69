package lab.runner.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks a service what it tells of itself. */
public final class Actuator {
  private static final int PATIENCE_MILLIS = 2_000;

  private Actuator() {}

  /**
   * The answer as it is now.
   *
   * @param management where {@code /actuator} answers
   * @param endpoint its id
   * @throws UncheckedIOException when it does not answer
   */
  public static String ask(URI management, String endpoint) {
    try {
      var url = management.resolve("/actuator/" + endpoint).toURL();
      var connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try (var body = connection.getInputStream()) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
