package lab.runner.daemon;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.runner.trace.OtlpSpans;
import lab.runner.trace.TraceStore;
import tools.jackson.databind.json.JsonMapper;

/**
 * Receives the services' spans ({@code POST /v1/traces}, OTLP as protobuf) and serves traces
 * ({@code GET /api/traces/ID}). Sending spans needs no token: they change nothing, and a page in a
 * browser cannot send this content type without a CORS preflight.
 */
final class Traces {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PROTOBUF = "application/x-protobuf";
  private static final Pattern TRACE = Pattern.compile("/api/traces/([0-9a-f]{32})");
  private static final int MOST_TRACES = 1_000;
  private static final long MOST_BYTES = 16 << 20;
  private static final int MOST_BODY_BYTES = 4 << 20;

  private final TraceStore store = new TraceStore(MOST_TRACES, MOST_BYTES);
  private final boolean on;

  private record Problem(String error) {}

  /**
   * @param on whether the services record traces
   */
  Traces(boolean on) {
    this.on = on;
  }

  /** Handles a request for a path below {@code /v1/traces} or {@code /api/traces}. */
  void handle(HttpExchange exchange) throws IOException {
    Matcher trace = TRACE.matcher(exchange.getRequestURI().getPath());
    if (!on) {
      say(exchange, 404, "The lab does not trace. Take it down, then: ./lab up --traces");
    } else if (exchange.getRequestMethod().equals("POST")) {
      take(exchange);
    } else if (trace.matches()) {
      answer(
          exchange, 200, "application/json", JSON.writeValueAsBytes(store.trace(trace.group(1))));
    } else {
      say(exchange, 404, "A trace is /api/traces/ and 32 hex digits.");
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    if (!PROTOBUF.equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      say(exchange, 415, "Only " + PROTOBUF + ".");
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
    if (body.length > MOST_BODY_BYTES) {
      say(exchange, 413, "At most %d bytes.".formatted(MOST_BODY_BYTES));
      return;
    }
    try {
      store.add(OtlpSpans.read(body));
      answer(exchange, 200, PROTOBUF, new byte[0]); // an empty message: everything was accepted
    } catch (IllegalArgumentException e) {
      say(exchange, 400, String.valueOf(e.getMessage()));
    }
  }

  private static void say(HttpExchange exchange, int status, String problem) throws IOException {
    answer(exchange, status, "application/json", JSON.writeValueAsBytes(new Problem(problem)));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
