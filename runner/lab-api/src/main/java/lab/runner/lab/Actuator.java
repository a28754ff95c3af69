package lab.runner.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Reads a service's actuator endpoints. */
public final class Actuator {
  /** Long, because an instance under load answers late, and its figures are then still right. */
  private static final int PATIENCE_MILLIS = 10_000;

  private Actuator() {}

  /**
   * The current response of an endpoint.
   *
   * @param management where {@code /actuator} is served
   * @param endpoint the id of the endpoint
   * @throws UncheckedIOException if it does not answer
   */
  public static String ask(URI management, String endpoint) {
    URI uri = management.resolve("/actuator/" + endpoint);
    try {
      var connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try (var body = connection.getInputStream()) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s did not answer: %s".formatted(uri, e.getMessage()), e);
    }
  }
}
