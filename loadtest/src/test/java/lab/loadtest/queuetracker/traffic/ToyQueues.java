package lab.loadtest.queuetracker.traffic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A queue tracker with three places, as one HTTP server. */
final class ToyQueues implements AutoCloseable {
  static final int PLACES = 3;

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, ArrayDeque<String>> lines = new HashMap<>();
  private final Map<String, Integer> done = new HashMap<>();

  /** The status of every response to a change; 0 for the correct one. */
  volatile int status;

  ToyQueues() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1_000);
    server.createContext("/", this::handle);
    server.setExecutor(workers);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized int count(String what) {
    return done.getOrDefault(what, 0);
  }

  synchronized boolean isBeforeInLine(String place) {
    return lines.get(place).contains("before");
  }

  /** Adds somebody who was there before. */
  synchronized void stand(String place) {
    lines.computeIfAbsent(place, _ -> new ArrayDeque<>()).add("before");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String[] path = exchange.getRequestURI().getPath().split("/");
      if (path[2].equals("places")) {
        String query = exchange.getRequestURI().getQuery();
        send(exchange, 200, page(query.contains("after=") ? 2 : 0));
      } else if (status != 0) {
        send(exchange, status, "{}");
      } else {
        change(exchange, path[3], path[4], body);
      }
    }
  }

  /** Two places on the first page, one on the last. */
  private static String page(int from) {
    String place = "{\"location\":\"place_%d\",\"lon\":0,\"servers\":2}";
    return from == 0
        ? "{\"places\":[%s,%s],\"next\":\"place_1\"}"
            .formatted(place.formatted(0), place.formatted(1))
        : "{\"places\":[%s]}".formatted(place.formatted(2));
  }

  private void change(HttpExchange exchange, String place, String what, String body)
      throws IOException {
    String answer = changed(place, what, body);
    send(exchange, answer.isEmpty() ? 409 : 200, answer.isEmpty() ? "{}" : answer);
  }

  /** Empty if it is not possible. */
  private synchronized String changed(String place, String what, String body) {
    var line = lines.computeIfAbsent(place, _ -> new ArrayDeque<>());
    String ticket = UUID.randomUUID().toString();
    boolean fits =
        switch (what) {
          case "join" -> line.add(ticket);
          case "leave" -> line.removeIf(body::contains);
          default -> line.poll() != null;
        };
    done.merge(fits ? what : "refused", 1, Integer::sum);
    return fits ? "{\"ticket\":\"%s\",\"queue_length\":%d}".formatted(ticket, line.size()) : "";
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
