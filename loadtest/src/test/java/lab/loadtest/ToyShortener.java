package lab.loadtest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A URL shortener in memory that can be told to misbehave. */
final class ToyShortener implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]+)\"");

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> urlByCode = new ConcurrentHashMap<>();
  private final Map<String, String> codeByKey = new ConcurrentHashMap<>();
  private final AtomicReference<CountDownLatch> stall =
      new AtomicReference<>(new CountDownLatch(0));
  private final AtomicInteger codes = new AtomicInteger();
  final AtomicInteger reads = new AtomicInteger();
  final AtomicInteger writes = new AtomicInteger();

  /** The status of every answer, or 0 for the right one. */
  volatile int status;

  /** How many reads lead elsewhere, the first ones. */
  volatile int wrongReads;

  /** Every so manieth read leads elsewhere, or 0 for none. */
  volatile int wrongEvery;

  private ToyShortener(HttpServer server) {
    this.server = server;
  }

  static ToyShortener start() throws IOException {
    var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    HttpServer server = HttpServer.create(address, 10_000);
    var toy = new ToyShortener(server);
    server.createContext("/", toy::handle);
    server.setExecutor(toy.workers);
    server.start();
    return toy;
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers nothing until the returned latch is counted down. */
  CountDownLatch stall() {
    var latch = new CountDownLatch(1);
    stall.set(latch);
    return latch;
  }

  /** One that exists. */
  Arrival.Link link(String url) {
    urlByCode.put("1000000", url);
    return new Arrival.Link("1000000", url);
  }

  Map<String, String> links() {
    return Map.copyOf(urlByCode);
  }

  @Override
  public void close() {
    stall.get().countDown();
    server.stop(0);
    workers.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      stall.get().await();
      if (exchange.getRequestMethod().equals("POST")) {
        create(exchange, body);
      } else {
        redirect(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void create(HttpExchange exchange, String body) throws IOException {
    writes.incrementAndGet();
    if (status != 0) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    Matcher matcher = URL.matcher(body);
    if (!matcher.find()) {
      exchange.sendResponseHeaders(400, -1);
      return;
    }
    String url = matcher.group(1);
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String code =
        codeByKey.computeIfAbsent(
            key, any -> "%07d".formatted(1_000_000 + codes.incrementAndGet()));
    urlByCode.put(code, url);
    byte[] answer =
        "{\"code\":\"%s\",\"url\":\"%s\"}".formatted(code, url).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(201, answer.length);
    exchange.getResponseBody().write(answer);
  }

  private void redirect(HttpExchange exchange) throws IOException {
    int read = reads.incrementAndGet();
    boolean right = read > wrongReads && (wrongEvery == 0 || read % wrongEvery != 0);
    String url = urlByCode.get(exchange.getRequestURI().getPath().substring(1));
    if (status != 0 || url == null) {
      exchange.sendResponseHeaders(status == 0 ? 404 : status, -1);
      return;
    }
    exchange.getResponseHeaders().set("Location", right ? url : "https://elsewhere.example/" + url);
    exchange.sendResponseHeaders(302, -1);
  }
}
