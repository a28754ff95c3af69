package lab.runner.compose;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import lab.runner.trace.JaegerTraces;
import lab.runner.trace.TraceSpan;

/** The project's trace store. */
record Jaeger(URI address) {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /**
   * @throws ComposeTrouble if it is not running
   */
  static Jaeger of(Containers containers) {
    return new Jaeger(
        containers
            .jaeger()
            .orElseThrow(() ->
                new ComposeTrouble(
                    "The lab does not trace: no jaeger runs. Start it so: ./lab --docker up"
                        + " --traces")));
  }

  /** The trace's spans; empty if Jaeger does not know the trace yet or no longer. */
  List<TraceSpan> trace(String id) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address.resolve("/api/traces/" + id)).timeout(ANSWER);
    try (var client = HttpClient.newHttpClient()) {
      var response = client.send(request.build(), BodyHandlers.ofString());
      return response.statusCode() == 200 ? JaegerTraces.read(response.body()) : List.of();
    }
  }
}
