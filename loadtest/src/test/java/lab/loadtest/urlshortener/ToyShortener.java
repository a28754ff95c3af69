package lab.loadtest.urlshortener;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.loadtest.ledger.Promise;

/** A URL shortener in memory that can be told to misbehave. */
final class ToyShortener implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]+)\"");

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> urlByCode = new ConcurrentHashMap<>();
  private final Map<String, String> codeByKey = new ConcurrentHashMap<>();
  private final AtomicReference<CountDownLatch> stall =
      new AtomicReference<>(new CountDownLatch(0));
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final AtomicInteger codes = new AtomicInteger();
  final AtomicInteger reads = new AtomicInteger();
  final AtomicInteger writes = new AtomicInteger();

  /** The status of every response, or 0 for the correct one. */
  volatile int status;

  /** The status of every response to a create, or 0 for the correct one. */
  volatile int createStatus;

  /** Whether the responses to creates are not JSON. */
  volatile boolean garbled;

  /** How many of the first reads are redirected elsewhere. */
  volatile int wrongReads;

  /** Every nth read is redirected elsewhere, or 0 for none. */
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

  /** Responds to nothing until the returned latch is counted down. */
  CountDownLatch stall() {
    var latch = new CountDownLatch(1);
    stall.set(latch);
    return latch;
  }

  /** Adds an existing link. */
  Promise create(String code) {
    String url = "https://example.com/" + code;
    urlByCode.put(code, url);
    codeByKey.put("key-" + code, code);
    return new Promise(code, url, "key-" + code, 1);
  }

  /** Forgets link and key. */
  void forget(String code) {
    urlByCode.remove(code);
    forgetKey(code);
  }

  void forgetKey(String code) {
    codeByKey.remove("key-" + code);
  }

  void redirect(String code, String url) {
    urlByCode.put(code, url);
  }

  /** This link is answered with 500 from now on. */
  void breakDown(String code) {
    broken.add(code);
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
    if (status != 0 || createStatus != 0) {
      exchange.sendResponseHeaders(Math.max(status, createStatus), -1);
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
    String form = garbled ? "<%s %s" : "{\"code\":\"%s\",\"url\":\"%s\"}";
    byte[] answer = form.formatted(code, url).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(201, answer.length);
    exchange.getResponseBody().write(answer);
  }

  private void redirect(HttpExchange exchange) throws IOException {
    int read = reads.incrementAndGet();
    boolean right = read > wrongReads && (wrongEvery == 0 || read % wrongEvery != 0);
    String code = exchange.getRequestURI().getPath().substring(1);
    String url = urlByCode.get(code);
    if (broken.contains(code)) {
      exchange.sendResponseHeaders(500, -1);
      return;
    }
    if (status != 0 || url == null) {
      exchange.sendResponseHeaders(status == 0 ? 404 : status, -1);
      return;
    }
    exchange.getResponseHeaders().set("Location", right ? url : "https://elsewhere.example/" + url);
    exchange.sendResponseHeaders(302, -1);
  }
}
