package lab.monitor;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;

/** A service: healthy is 200. The JDK keeps the connection for the next request. */
record HealthProbe(MonitoredNode node, Question.HealthQuestion question) implements Probe {
  private static final int PATIENCE_MILLIS = 1000;

  @Override
  public Findings call() throws IOException {
    var connection = (HttpURLConnection) question.health().toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      connection.disconnect();
      throw new IOException("%s answers %d".formatted(question.health(), status));
    }
    try (var body = connection.getInputStream()) {
      var _ = body.transferTo(OutputStream.nullOutputStream()); // so that the connection is reused
    }
    return new Findings(node);
  }

  @Override
  public void close() {}
}
