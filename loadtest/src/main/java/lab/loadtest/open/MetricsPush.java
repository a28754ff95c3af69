package lab.loadtest.open;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Pushes the live figures to the monitor every second and once more at the end. It has its own
 * thread, so that a monitor that hangs, refuses or is down costs the load nothing. The first
 * failure is reported at once, the number of failures at the end.
 */
public final class MetricsPush implements AutoCloseable {
  private static final int LIMIT_MILLIS = 500;
  private static final long LAST_MILLIS = 2L * LIMIT_MILLIS + 500;

  private final URI monitor;
  private final String token;
  private final Supplier<byte[]> text;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("metrics").unstarted(task));
  private long tried;
  private long failed;

  /**
   * @param monitor receives the figures by PUT
   * @param token sent along; empty for none
   */
  public MetricsPush(URI monitor, String token, Supplier<byte[]> text) {
    this.monitor = monitor;
    this.token = token;
    this.text = text;
    var _ = clock.scheduleAtFixedRate(this::push, 0, 1, TimeUnit.SECONDS);
  }

  private void push() {
    tried++;
    try {
      put(text.get());
    } catch (IOException | RuntimeException e) {
      if (failed++ == 0) {
        System.err.println("The live figures cannot be sent to " + monitor + ": " + e);
      }
    }
  }

  private void put(byte[] figures) throws IOException {
    var connection = (HttpURLConnection) monitor.toURL().openConnection();
    connection.setRequestMethod("PUT");
    connection.setConnectTimeout(LIMIT_MILLIS);
    connection.setReadTimeout(LIMIT_MILLIS);
    connection.setRequestProperty("Content-Type", LoadMetrics.CONTENT_TYPE);
    if (!token.isEmpty()) {
      connection.setRequestProperty("X-Lab-Token", token);
    }
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(figures.length);
    try (var out = connection.getOutputStream()) {
      out.write(figures);
    }
    int status = connection.getResponseCode();
    if (status >= 300) {
      connection.disconnect();
      throw new IOException("it answers " + status);
    }
    connection.getInputStream().close(); // so that the connection is reused
  }

  /** Pushes the last figures, and reports how often a push failed. */
  @Override
  public void close() {
    clock.execute(() -> {
      push();
      if (failed > 0) {
        System.err.printf(
            "In %d attempts, the live figures were not taken %d times.%n", tried, failed);
      }
    });
    clock.shutdown();
    try {
      var _ = clock.awaitTermination(LAST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
