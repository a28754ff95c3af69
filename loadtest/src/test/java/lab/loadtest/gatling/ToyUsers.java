package lab.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.exec;

import com.sun.net.httpserver.HttpServer;
import io.gatling.javaapi.core.ChainBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Users who request one page of a server of their own. */
final class ToyUsers implements Users<ToyUsers.Look> {
  /** A request for the page. */
  record Look(long number) implements Request {
    @Override
    public String operation() {
      return "look";
    }
  }

  private final HttpServer server;
  final AtomicInteger looks = new AtomicInteger();

  /** How many of the first requests are answered with 500. */
  volatile int broken;

  ToyUsers() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(looks.incrementAndGet() > broken ? 204 : 500, -1);
          }
        });
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void seed(HttpClient client) {}

  @Override
  public String operation(long arrival) {
    return "look";
  }

  @Override
  public Look request(long arrival) {
    return new Look(arrival);
  }

  @Override
  public Look rehearsal(long number) {
    return new Look(number);
  }

  @Override
  public HttpRequest plain(Look rehearsal) {
    return HttpRequest.newBuilder(uri()).timeout(Duration.ofMinutes(1)).build();
  }

  @Override
  public ChainBuilder chain() {
    return exec(session -> session);
  }

  @Override
  public Outcome finish(Look request, Reply reply, long epochMillis) {
    return switch (reply) {
      case Reply.None(String kind) -> new Outcome.Failed(kind);
      case Reply.Answer answer when answer.status() == 204 -> new Outcome.Right();
      case Reply.Answer answer -> new Outcome.Failed("status-" + answer.status());
    };
  }

  @Override
  public Map<String, Double> readBack() {
    return Map.of();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
