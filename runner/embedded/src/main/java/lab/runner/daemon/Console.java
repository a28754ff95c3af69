package lab.runner.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import lab.runner.node.NodeStatus;
import lab.runner.node.NotPossible;
import lab.runner.run.RunRefused;
import lab.runner.run.RunTicket;
import lab.servers.process.Loopback;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runner's HTTP interface on loopback: an API for the command line, and a page that shows the
 * nodes.
 *
 * <p>Reading needs no authorization. Changes need the token of {@link RunnerFile}, so that a page
 * in the user's browser cannot kill a node. Requests for another host name are refused, so that a
 * name made to resolve to loopback (DNS rebinding) cannot read anything.
 */
final class Console implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_BODY_BYTES = 64 * 1024;
  private static final int MOST_FIGURES_BYTES = 512 * 1024; // the monitor's own limit is lower

  private final HttpServer server;
  private final Lab lab;
  private final RunDesk desk;
  private final Progress progress;
  private final Traces traces;
  private final String token;
  private final Runnable shutdown;

  private record Problem(String error) {}

  /**
   * The lab.
   *
   * @param run the command that has the lab, in words; empty if none has
   * @param lastRun why the lab had to end the last run; empty if it did not have to
   */
  private record About(
      String lab,
      String topology,
      String directory,
      String gateway,
      String prometheus,
      String run,
      String lastRun) {}

  Console(
      int port,
      Lab lab,
      RunDesk desk,
      Progress progress,
      Traces traces,
      String token,
      Runnable shutdown)
      throws IOException {
    this.lab = lab;
    this.desk = desk;
    this.progress = progress;
    this.traces = traces;
    this.token = token;
    this.shutdown = shutdown;
    server = HttpServer.create(Loopback.port(port), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        if (!isLocal(exchange)) {
          send(exchange, 403, new Problem("Only for localhost."));
        } else if (exchange.getRequestURI().getPath().matches("/(v1|api)/traces(/.*)?")) {
          traces.handle(exchange);
        } else if (exchange.getRequestMethod().equals("GET")) {
          get(exchange);
        } else if (exchange.getRequestMethod().equals("POST")) {
          post(exchange);
        } else if (exchange.getRequestMethod().equals("PUT")) {
          put(exchange);
        } else {
          send(exchange, 405, new Problem("GET, POST and PUT only."));
        }
      } catch (NotPossible | RunRefused | IllegalArgumentException e) {
        send(exchange, 409, new Problem(String.valueOf(e.getMessage())));
      } catch (IOException | RuntimeException e) {
        e.printStackTrace();
        send(exchange, 500, new Problem(String.valueOf(e.getMessage())));
      }
    }
  }

  private void get(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/api/nodes" -> send(exchange, 200, nodes());
      case "/api/lab" -> send(exchange, 200, about());
      case "/api/progress" ->
          send(exchange, 200, progress.after(after(exchange.getRequestURI().getQuery())));
      case "/metrics" ->
          write(
              exchange,
              200,
              "text/plain; version=0.0.4; charset=utf-8",
              lab.monitoring().figures().getBytes(StandardCharsets.UTF_8));
      case "/" -> page(exchange);
      default -> send(exchange, 404, new Problem("There is nothing here."));
    }
  }

  private About about() {
    return new About(
        "system-design-lab",
        lab.layout().topology().name(),
        lab.home().directory().toString(),
        lab.gateway(),
        lab.prometheus(),
        run(),
        desk.runs().last());
  }

  private String run() {
    return desk.runs().now().map(RunTicket::words).orElse("");
  }

  private List<NodeStatus> nodes() {
    String run = run();
    return lab.status().stream().map(node -> node.during(run)).toList();
  }

  private static int after(String query) {
    return query != null && query.matches("after=\\d{1,6}")
        ? Integer.parseInt(query.substring(6))
        : 0;
  }

  /** Whether the request has the token; if not, responds with an error. */
  private boolean isAllowed(HttpExchange exchange) throws IOException {
    String shown = exchange.getRequestHeaders().getFirst("X-Lab-Token");
    boolean allowed =
        shown != null
            && MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    if (!allowed) {
      send(exchange, 403, new Problem("The token of .lab/runner.json is missing."));
    }
    return allowed;
  }

  /** Accepts the live figures of a load. */
  private void put(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/metrics/load")) {
      send(exchange, 404, new Problem("There is nothing here."));
    } else if (isAllowed(exchange)) {
      byte[] figures = exchange.getRequestBody().readNBytes(MOST_FIGURES_BYTES);
      lab.monitoring().load(new String(figures, StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private void post(HttpExchange exchange) throws IOException {
    if (!isAllowed(exchange)) {
      return;
    }
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    Object answer = path.length > 2 && path[2].equals("run") ? desk.post(exchange) : null;
    if (answer != null) {
      send(exchange, 200, answer);
    } else if (path.length == 5 && path[2].equals("nodes")) {
      desk.act(exchange, path[3], path[4]);
      send(exchange, 200, lab.status(path[3]));
    } else if (path.length == 4 && path[2].equals("configure")) {
      var body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES);
      desk.configure(
          exchange, path[3], JSON.readValue(body, new TypeReference<Map<String, String>>() {}));
      send(exchange, 200, lab.status());
    } else if (path.length == 3 && path[2].equals("down")) {
      down(exchange);
    } else {
      send(exchange, 404, new Problem("There is nothing here."));
    }
  }

  /**
   * Takes the lab down. The process ends after the response has been sent, even if something fails.
   */
  private void down(HttpExchange exchange) throws IOException {
    try {
      desk.runs().close();
      lab.close();
      send(exchange, 200, lab.status());
      exchange.close();
    } finally {
      shutdown.run();
    }
  }

  private static boolean isLocal(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return host != null && host.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
  }

  private static void page(HttpExchange exchange) throws IOException {
    try (var page = Console.class.getResourceAsStream("console.html")) {
      if (page == null) {
        throw new IOException("console.html is missing");
      }
      exchange
          .getResponseHeaders()
          .set(
              "Content-Security-Policy",
              "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
                  + " connect-src 'self'");
      write(exchange, 200, "text/html; charset=utf-8", page.readAllBytes());
    }
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    write(exchange, status, "application/json", JSON.writeValueAsBytes(body));
  }

  private static void write(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
