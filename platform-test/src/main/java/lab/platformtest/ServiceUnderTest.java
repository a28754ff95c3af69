package lab.platformtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lab.platformtest.PostgresUnderTest.Database;
import lab.servers.process.Ports;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One instance of a service on free ports of this machine, with a client that follows no redirects.
 * A service's own tests extend it with their helpers.
 */
public class ServiceUnderTest implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final ConfigurableApplicationContext context;
  private final String name;
  private final int port;
  private final int managementPort;

  /**
   * Starts it; returns when it serves.
   *
   * @param name the service's name
   * @param settings if several set the same property, the last wins
   */
  protected ServiceUnderTest(
      Class<?> application, String name, List<Map<String, String>> settings) {
    var ports = Ports.free(2);
    var all = new HashMap<String, String>(PatientLimits.SETTINGS);
    all.put("server.address", "127.0.0.1");
    all.put("server.port", String.valueOf(ports.get(0)));
    all.put("management.server.address", "127.0.0.1");
    all.put("management.server.port", String.valueOf(ports.get(1)));
    all.put("lab.instance", name + "-" + ports.get(0));
    all.put("lab.drain.delay", "0ms");
    settings.forEach(all::putAll);
    this.name = name;
    this.port = Integer.parseInt(String.valueOf(all.get("server.port")));
    this.managementPort = ports.get(1);
    this.context =
        new SpringApplicationBuilder(application)
            .registerShutdownHook(false)
            .run(
                all.entrySet().stream()
                    .map(e -> "--" + e.getKey() + "=" + e.getValue())
                    .toArray(String[]::new));
  }

  /** Settings for the shared real servers and this database. */
  public static Map<String, String> stores(Database database) {
    var all = new HashMap<>(postgres(database));
    all.putAll(redis());
    all.putAll(kafka());
    return Map.copyOf(all);
  }

  /** Settings for the shared PostgreSQL and this database. */
  public static Map<String, String> postgres(Database database) {
    String url = database.url();
    return Map.of(
        "spring.datasource.url",
        url + (url.contains("?") ? "&" : "?") + "targetServerType=primary",
        "spring.datasource.username",
        database.username(),
        "spring.datasource.password",
        database.password());
  }

  /** Settings for the shared Redis Cluster. */
  public static Map<String, String> redis() {
    return Map.of("lab.redis.nodes", TestServers.redis().nodes());
  }

  /** Settings for the shared Kafka. */
  public static Map<String, String> kafka() {
    return Map.of("spring.kafka.bootstrap-servers", TestServers.kafka().bootstrapServers());
  }

  public final <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The service's name. */
  public final String name() {
    return name;
  }

  public final int port() {
    return port;
  }

  public final int managementPort() {
    return managementPort;
  }

  public final HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  /** Sends a request without a body. */
  public final HttpResponse<String> send(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  /** Posts JSON. */
  public final HttpResponse<String> post(String path, String body, String... headers) {
    var request = request(path, headers).POST(BodyPublishers.ofString(body));
    return send(request.setHeader("Content-Type", "application/json"));
  }

  public final HttpRequest.Builder request(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }

  /**
   * Sends what no client would send, and returns everything until the service closes the
   * connection.
   */
  public final String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The metrics as Prometheus would scrape them. */
  public final String metrics() {
    return actuator("prometheus");
  }

  public final String actuator(String endpoint) {
    return send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + managementPort + "/actuator/" + endpoint))
            .timeout(PATIENCE))
        .body();
  }

  /** Sends any request. */
  public static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer: " + e, e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
