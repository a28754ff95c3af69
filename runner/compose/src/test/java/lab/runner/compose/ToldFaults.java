package lab.runner.compose;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in for the monitor and records what it is told. */
final class ToldFaults implements AutoCloseable {
  private final HttpServer server;
  private final List<String> told = new CopyOnWriteArrayList<>();
  final AtomicInteger status = new AtomicInteger(204);
  final AtomicInteger lookUps = new AtomicInteger();

  ToldFaults() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/faults/", this::write);
    server.start();
  }

  private void write(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String node = exchange.getRequestURI().getPath().replaceFirst("/faults/", "");
      told.add("%s %s %s".formatted(exchange.getRequestMethod(), node, body));
      exchange.sendResponseHeaders(status.get(), -1);
    }
  }

  Optional<URI> address() {
    lookUps.incrementAndGet();
    return Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  List<String> all() {
    return told;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
