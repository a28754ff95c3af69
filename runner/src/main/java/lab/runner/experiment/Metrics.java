package lab.runner.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Fetches the Prometheus text of a service. */
public final class Metrics {
  private static final int PATIENCE_MILLIS = 2_000;

  private Metrics() {}

  /**
   * The text as it is now.
   *
   * @param management where {@code /actuator} answers
   * @throws UncheckedIOException when it does not
   */
  public static String of(URI management) {
    try {
      var url = management.resolve("/actuator/prometheus").toURL();
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
