package lab.runner.experiment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.runner.lab.Action;
import lab.runner.lab.Live;
import lab.runner.lab.RunningLab;

/**
 * A whole lab in one HTTP server: a gateway that alternates between two instances of an in-memory
 * shortener, and that can be told to misbehave.
 */
final class ToyLab implements RunningLab, AutoCloseable {
  /** What can be wrong with it. */
  enum Flaw {
    /** Even without retries, a dead instance causes no failures. */
    NO_BITE,
    /** A kill loses the newest link. */
    LOSES_A_LINK,
    /** Some redirects lead elsewhere. */
    WRONG_LOCATION,
    /** Two links get the same code. */
    DUPLICATES_A_CODE,
    /** A node that cannot be started again at the first attempt. */
    STARTS_AT_THE_SECOND_TRY
  }

  private static final Pattern URL = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]+)\"");
  private static final List<String> INSTANCES = List.of("url-shortener-1", "url-shortener-2");

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Flaw> flaws;
  private final Map<String, String> urlByCode = new ConcurrentHashMap<>();
  private final Map<String, String> codeByKey = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger codes = new AtomicInteger();
  private final AtomicInteger failedStarts = new AtomicInteger();
  final Set<String> dead = ConcurrentHashMap.newKeySet();
  final Map<String, Map<String, String>> configured = new ConcurrentHashMap<>();
  final List<String> live = new CopyOnWriteArrayList<>();
  final List<String> history = new CopyOnWriteArrayList<>();

  ToyLab(Flaw... flaws) {
    this.flaws = Set.of(flaws);
    INSTANCES.forEach(instance -> attempts.put(instance, new AtomicInteger()));
    try {
      var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
      server = HttpServer.create(address, 10_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(workers);
    server.start();
  }

  /** It is not a lab of containers, so nodes cannot be disconnected. */
  @Override
  public Set<Action> faults() {
    return EnumSet.complementOf(EnumSet.of(Action.DISCONNECT));
  }

  @Override
  public URI gateway() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public List<Node> nodes() {
    return List.of(
        new Node("gateway-1", "gateway", "", true),
        new Node("url-shortener-1", "url-shortener", "", !dead.contains("url-shortener-1")),
        new Node("url-shortener-2", "url-shortener", "", !dead.contains("url-shortener-2")));
  }

  @Override
  public void kill(String node) {
    history.add("kill " + node);
    dead.add(node);
    if (flaws.contains(Flaw.LOSES_A_LINK)) {
      String newest = "%07d".formatted(1_000_000 + codes.get());
      urlByCode.remove(newest);
      // The link is removed from the shared store, so a restart does not bring it back.
      codeByKey.values().remove(newest);
    }
  }

  @Override
  public void stop(String node) {
    kill(node);
  }

  @Override
  public void pause(String node) {
    kill(node);
  }

  @Override
  public void resume(String node) {
    start(node);
  }

  @Override
  public void disconnect(String node) {
    kill(node);
  }

  @Override
  public void reconnect(String node) {
    start(node);
  }

  @Override
  public void start(String node) {
    history.add("start " + node);
    if (flaws.contains(Flaw.STARTS_AT_THE_SECOND_TRY) && failedStarts.getAndIncrement() == 0) {
      throw new IllegalStateException(node + " did not become ready");
    }
    dead.remove(node);
  }

  @Override
  public void configure(String kind, Map<String, String> properties) {
    history.add("configure " + kind + " " + properties);
    configured.put(kind, properties);
  }

  @Override
  public Optional<Live> live() {
    return Optional.of(Live.of(gateway(), "secret"));
  }

  @Override
  public String actuator(String node, String endpoint) {
    StringBuilder text = new StringBuilder("# TYPE lab_gateway_attempts_total counter\n");
    attempts.forEach((instance, count) ->
        text.append("lab_gateway_attempts_total{outcome=\"success\",upstream=\"")
            .append(instance)
            .append("\"} ")
            .append(count)
            .append(".0\n"));
    return text.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/metrics/load")) {
        live.add(exchange.getRequestHeaders().getFirst("X-Lab-Token") + "\n" + body);
        exchange.sendResponseHeaders(204, -1);
      } else if (path.equals("/health")) {
        exchange.sendResponseHeaders(200, -1);
      } else if (!routed()) {
        exchange.sendResponseHeaders(502, -1);
      } else if (exchange.getRequestMethod().equals("POST")) {
        create(exchange, body);
      } else {
        redirect(exchange, path.substring(1));
      }
    }
  }

  /**
   * The gateway: alternates between instances and, unless told not to, retries on the other one if
   * an instance is dead.
   */
  private boolean routed() {
    String instance = INSTANCES.get(Math.floorMod(turn.getAndIncrement(), INSTANCES.size()));
    boolean resilient =
        !configured.getOrDefault("gateway", Map.of()).containsKey("toy.retry")
            || flaws.contains(Flaw.NO_BITE);
    if (dead.contains(instance) && resilient) {
      return true;
    }
    attempts.get(instance).incrementAndGet();
    return !dead.contains(instance);
  }

  private void create(HttpExchange exchange, String body) throws IOException {
    Matcher matcher = URL.matcher(body);
    if (!matcher.find()) {
      exchange.sendResponseHeaders(400, -1);
      return;
    }
    String url = matcher.group(1);
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String code = codeByKey.computeIfAbsent(key, any -> newCode());
    urlByCode.put(code, url);
    byte[] answer =
        "{\"code\":\"%s\",\"url\":\"%s\"}".formatted(code, url).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(201, answer.length);
    exchange.getResponseBody().write(answer);
  }

  private String newCode() {
    int number = codes.incrementAndGet();
    boolean twice = flaws.contains(Flaw.DUPLICATES_A_CODE) && number == 7;
    return "%07d".formatted(1_000_000 + (twice ? 6 : number));
  }

  private void redirect(HttpExchange exchange, String code) throws IOException {
    String url = urlByCode.get(code);
    if (url == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    boolean astray = flaws.contains(Flaw.WRONG_LOCATION) && turn.get() % 97 == 0;
    exchange.getResponseHeaders().set("Location", astray ? "https://example.com/astray" : url);
    exchange.sendResponseHeaders(302, -1);
  }
}
