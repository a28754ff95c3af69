package lab.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A small real service, in this JVM or, by {@link #main}, in one of its own. */
public final class Upstream implements AutoCloseable {
  private static final int DRAIN_MILLIS = 2000;

  private final String id;
  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger healthChecks = new AtomicInteger();
  private volatile Answer answer;
  private volatile boolean draining;
  private volatile long healthMillis;

  /** Answers one request. */
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /** A request as it arrived. */
  public record Received(String method, String uri, Headers headers, String body) {}

  private Upstream(String id, InetSocketAddress address) throws IOException {
    this.id = id;
    this.answer = this::redirect;
    server = HttpServer.create(address, 1024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/health", this::health);
    server.createContext("/", this::handle);
    server.start();
  }

  public static Upstream start(String id) throws IOException {
    return start(id, "127.0.0.1", 0);
  }

  /** Starts it at an address of its own, as a container has. */
  public static Upstream start(String id, String address, int port) throws IOException {
    return new Upstream(id, new InetSocketAddress(InetAddress.ofLiteral(address), port));
  }

  /** Redirects, except for {@code /poison1}, which it answers with 500. */
  public static void main(String[] args) throws IOException {
    Upstream upstream = start(args[0], "127.0.0.1", Integer.parseInt(args[1]));
    upstream.answers(exchange -> {
      if (exchange.getRequestURI().getPath().equals("/poison1")) {
        send(exchange, 500, "no");
      } else {
        upstream.redirect(exchange);
      }
    });
    Runtime.getRuntime().addShutdownHook(new Thread(upstream::drain));
  }

  public String id() {
    return id;
  }

  public URI uri() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://" + address.getHostString() + ":" + address.getPort());
  }

  public List<Received> received() {
    return received;
  }

  public int healthChecks() {
    return healthChecks.get();
  }

  /** From now on answers like this. */
  public void answers(Answer newAnswer) {
    answer = newAnswer;
  }

  public void drains(boolean now) {
    draining = now;
  }

  /** From now on a health check takes this long. */
  public void answersHealthChecksAfter(Duration delay) {
    healthMillis = delay.toMillis();
  }

  /** Resets it: redirects, and nothing received. */
  public void reset() {
    answer = this::redirect;
    draining = false;
    received.clear();
  }

  public void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", "https://example.com" + exchange.getRequestURI());
    send(exchange, 302, "");
  }

  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private void health(HttpExchange exchange) throws IOException {
    healthChecks.incrementAndGet();
    pause(healthMillis);
    exchange.getResponseHeaders().set("Connection", "close");
    send(exchange, draining ? 503 : 200, "{}");
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    received.add(
        new Received(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            body));
    exchange.getResponseHeaders().set("X-From", id);
    if (draining) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    answer.to(exchange);
  }

  private void drain() {
    draining = true;
    pause(DRAIN_MILLIS);
    server.stop(2);
  }

  private static void pause(long millis) {
    try {
      var _ = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
