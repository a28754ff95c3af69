package lab.runner.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import lab.runner.cli.RunnerClient.Failure;
import lab.runner.trace.TraceSpan;
import lab.runner.trace.Waterfall;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends one request and shows where its time went. */
@Command(
    name = "trace",
    description = "Send one request and show its way through the lab (after up --traces).",
    footer = {
      "For example:  ./lab trace /api/things/42",
      "  ./lab trace /api/things -d '{\"name\":\"a thing\"}'"
    })
final class TraceCommand extends LabCommand {
  private static final Duration ANSWER = Duration.ofSeconds(15);

  /**
   * Spans arrive when their batch is full or due; the last to arrive are those of an event's way
   * through Kafka.
   */
  private static final long MOST_WAIT_MILLIS = 10_000;

  private static final long QUIET_MILLIS = 2_000;
  private static final long POLL_MILLIS = 100;

  @Parameters(paramLabel = "URL", description = "Of the lab's gateway; a path is enough.")
  private String url = "";

  @Option(
      names = {"-X", "--request"},
      paramLabel = "METHOD",
      description = "Default: GET, or POST with -d.")
  private @Nullable String method;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "BODY",
      description = "Sent as application/json.")
  private @Nullable String body;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var lab = lab();
    URI target = target(lab.gateway());
    String id = random(16);
    var _ = lab.trace(id); // fails, saying what to do, if the lab does not record traces
    long begun = System.nanoTime();
    HttpResponse<String> response = send(target, id);
    print(
        String.format(
            Locale.ROOT,
            "%s %s: %d after %.1f ms, trace %s%n",
            response.request().method(),
            target,
            response.statusCode(),
            (System.nanoTime() - begun) / 1e6,
            id));
    List<TraceSpan> spans = await(lab, id);
    if (spans.isEmpty()) {
      throw new Failure(
          "No span came within %d s. Was a service restarted without tracing?"
              .formatted(MOST_WAIT_MILLIS / 1_000));
    }
    System.out.print(Waterfall.of(spans));
    return 0;
  }

  private URI target(URI gateway) {
    String text = url.startsWith("/") ? gateway + url : url;
    URI target;
    try {
      target = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw misuse("'%s' is no URL.".formatted(url));
    }
    if (!List.of("http", "https").contains(String.valueOf(target.getScheme()))
        || target.getHost() == null) {
      throw misuse(
          "'%s' is no URL like %s/api/things, and no path like /api/things."
              .formatted(url, gateway));
    }
    if (!origin(target).equals(origin(gateway))) {
      throw misuse("'%s' is not of this lab, whose gateway is %s.".formatted(url, gateway));
    }
    return target;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String origin(URI uri) {
    String host = uri.getHost().equals("127.0.0.1") ? "localhost" : uri.getHost();
    return uri.getScheme() + "://" + host + ":" + (uri.getPort() < 0 ? 80 : uri.getPort());
  }

  private HttpResponse<String> send(URI target, String id)
      throws IOException, InterruptedException {
    String verb = method != null ? method : body != null ? "POST" : "GET";
    var request = HttpRequest.newBuilder(target).timeout(ANSWER);
    try {
      request.method(verb, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    } catch (IllegalArgumentException e) {
      throw misuse("'%s' is no HTTP method.".formatted(verb));
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    request.header("traceparent", "00-%s-%s-01".formatted(id, random(8)));
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  /** Waits until no more spans arrive for a while; returns all of them. */
  private static List<TraceSpan> await(UpLab lab, String id)
      throws IOException, InterruptedException {
    List<TraceSpan> spans = List.of();
    long begun = System.nanoTime();
    long changed = begun;
    long now = begun;
    while (millis(now - begun) < MOST_WAIT_MILLIS
        && (spans.isEmpty() || millis(now - changed) < QUIET_MILLIS)) {
      Thread.sleep(POLL_MILLIS);
      now = System.nanoTime();
      var found = lab.trace(id);
      if (found.size() > spans.size()) {
        spans = found;
        changed = now;
      }
    }
    return spans;
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  private static String random(int bytes) {
    var id = new byte[bytes];
    new SecureRandom().nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
