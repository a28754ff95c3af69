package lab.loadtest;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hands the live figures to the lab's monitor, each second and once more at the end. On a thread of
 * its own, so that a monitor that hangs, refuses or is away costs the load nothing; what failed is
 * said once when it begins and once, counted, at the end.
 */
final class MetricsPush implements AutoCloseable {
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
   * @param monitor takes the figures by PUT
   * @param token shown to it; empty: none
   */
  MetricsPush(URI monitor, String token, Supplier<byte[]> text) {
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
        System.err.println("The live figures cannot be handed to " + monitor + ": " + e);
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
    connection.getInputStream().close(); // and the connection serves again
  }

  /** Hands over the last figures, and says how often that has failed. */
  @Override
  public void close() {
    clock.execute(() -> {
      push();
      if (failed > 0) {
        System.err.printf(
            "Of %d times, the live figures were not taken %d times.%n", tried, failed);
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
