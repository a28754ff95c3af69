package lab.loadtest.open;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Receives live figures and keeps them. */
public final class ToyMonitor implements AutoCloseable {
  /** One request's method, token and body. */
  public record Taken(String method, String token, String figures) {}

  public final List<Taken> taken = new CopyOnWriteArrayList<>();

  /** The status of every response. */
  volatile int status = 204;

  private final HttpServer server;

  public ToyMonitor() throws IOException {
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

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics/load");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
