package lab.runner.compose;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells the lab's monitor about faults, so that charts show them. If the monitor is missing or
 * broken the lab continues; charts then lack the fault, which is reported once.
 */
final class MonitorLink {
  private static final int PATIENCE_MILLIS = 1_000;

  private final Supplier<Optional<URI>> monitor;
  private final PrintStream notes;
  private Optional<URI> known = Optional.empty();
  private boolean silent;

  /**
   * @param monitor finds where it answers; called again if it no longer does
   */
  MonitorLink(Supplier<Optional<URI>> monitor, PrintStream notes) {
    this.monitor = monitor;
    this.notes = notes;
  }

  /** A fault begins. */
  void begin(String node, String fault) {
    tell("PUT", node, "{\"fault\":\"%s\"}".formatted(fault));
  }

  /** The node's faults have ended. */
  void end(String node) {
    tell("DELETE", node, "");
  }

  private synchronized void tell(String method, String node, String body) {
    try {
      known = known.or(monitor);
      send(known.orElseThrow(() -> new IOException("there is none")), method, node, body);
    } catch (IOException | ComposeTrouble e) {
      known = Optional.empty();
      if (!silent) {
        silent = true;
        notes.printf(
            "Charts will not show this fault: no answer from the monitor (%s).%n", e.getMessage());
      }
    }
  }

  private static void send(URI monitor, String method, String node, String body)
      throws IOException {
    var connection =
        (HttpURLConnection) monitor.resolve("/faults/" + node).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    if (!body.isEmpty()) {
      connection.setDoOutput(true);
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    connection.disconnect();
    if (status != HttpURLConnection.HTTP_NO_CONTENT) {
      throw new IOException("it answers " + status);
    }
  }
}
