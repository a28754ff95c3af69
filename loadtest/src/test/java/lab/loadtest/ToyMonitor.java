package lab.loadtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes live figures and keeps them. */
final class ToyMonitor implements AutoCloseable {
  /** One request's method, token and body. */
  record Taken(String method, String token, String figures) {}

  final List<Taken> taken = new CopyOnWriteArrayList<>();

  /** The status of every answer. */
  volatile int status = 204;

  private final HttpServer server;

  ToyMonitor() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext(
        "/metrics/load",
        exchange -> {
          try (exchange) {
            taken.add(
                new Taken(
                    exchange.getRequestMethod(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("X-Lab-Token")),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.sendResponseHeaders(status, -1);
          }
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics/load");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
