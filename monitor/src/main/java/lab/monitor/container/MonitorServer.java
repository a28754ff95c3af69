package lab.monitor.container;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lab.monitor.Monitor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The monitor's HTTP interface: {@code GET /metrics}, {@code GET /health}, {@code PUT
 * /metrics/load}, {@code PUT} and {@code DELETE /faults/NODE}. Errors are RFC 9457 problems.
 */
final class MonitorServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FAULTS = "/faults/";
  private static final String LOAD = "load";
  private static final String JSON_TYPE = "application/json";
  private static final int MOST_BYTES = 256 * 1024;

  private final Monitor monitor;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** A response. */
  private record Reply(int status, String type, String body) {
    static final Reply DONE = new Reply(204, JSON_TYPE, "");

    static Reply problem(int status, String title, String detail) {
      var json = JSON.createObjectNode();
      json.put("title", title).put("status", status).put("detail", detail);
      return new Reply(status, "application/problem+json", json.toString());
    }
  }

  /** Listens at once; {@code port} 0 is any. */
  MonitorServer(Monitor monitor, int port) throws IOException {
    this.monitor = monitor;
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply;
      try {
        reply = reply(exchange);
      } catch (IllegalArgumentException e) {
        reply = Reply.problem(400, "Bad Request", String.valueOf(e.getMessage()));
      }
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    return switch (method + " " + path) {
      case "GET /metrics" -> metrics(exchange);
      case "GET /health" -> new Reply(200, JSON_TYPE, "{\"status\":\"healthy\"}");
      case "PUT /metrics/load" -> {
        monitor.pushed().accept(LOAD, body(exchange));
        yield Reply.DONE;
      }
      default ->
          path.startsWith(FAULTS)
              ? fault(method, path.substring(FAULTS.length()), exchange)
              : Reply.problem(404, "Not Found", "There is no %s %s.".formatted(method, path));
    };
  }

  private Reply metrics(HttpExchange exchange) {
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    var page = monitor.scrape(Optional.ofNullable(accept).orElse(""));
    return new Reply(200, page.contentType(), page.text());
  }

  private Reply fault(String method, String node, HttpExchange exchange) throws IOException {
    switch (method) {
      case "PUT" -> monitor.faults().begin(node, named(body(exchange)));
      case "DELETE" -> monitor.faults().end(node);
      default -> {
        return Reply.problem(405, "Method Not Allowed", "A fault takes PUT or DELETE.");
      }
    }
    return Reply.DONE;
  }

  private static String named(String json) {
    try {
      return JSON.readTree(json).path("fault").asString("");
    } catch (JacksonException e) {
      throw new IllegalArgumentException("The body is JSON: {\"fault\":\"kill\"}", e);
    }
  }

  private static String body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new IllegalArgumentException("The body has more than %d bytes.".formatted(MOST_BYTES));
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
