package lab.queuetracker.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import lab.platformtest.PatientLimits;
import lab.platformtest.PostgresUnderTest.Database;
import lab.platformtest.TestServers;
import lab.queuetracker.QueueTrackerApplication;
import lab.servers.process.Ports;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One instance of the service, and a client of it. */
public final class Service implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;
  private final int port;
  private final int managementPort;

  private Service(ConfigurableApplicationContext context, int port, int managementPort) {
    this.context = context;
    this.port = port;
    this.managementPort = managementPort;
  }

  @SafeVarargs
  public static Service start(Map<String, String>... settings) {
    var ports = Ports.free(2);
    Map<String, Object> all = new HashMap<>();
    all.put("server.address", "127.0.0.1");
    all.put("server.port", ports.get(0));
    all.put("management.server.address", "127.0.0.1");
    all.put("management.server.port", ports.get(1));
    all.put("lab.instance", "queue-tracker-" + ports.get(0));
    all.put("lab.drain.delay", "0ms");
    all.putAll(PatientLimits.SETTINGS);
    for (var some : settings) {
      all.putAll(some);
    }
    var arguments = all.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue());
    var context =
        new SpringApplicationBuilder(QueueTrackerApplication.class)
            .registerShutdownHook(false)
            .run(arguments.toArray(String[]::new));
    int port = Integer.parseInt(String.valueOf(all.get("server.port")));
    return new Service(context, port, ports.get(1));
  }

  /** Settings for the first phase: it needs no servers. */
  public static Map<String, String> inMemory() {
    return Map.of("spring.profiles.active", "phase-1");
  }

  /** Settings that lead to the shared real servers, a database and a topic of its own. */
  public static Map<String, String> on(Database database) {
    String url = database.url();
    String topic = "changes-" + UUID.nameUUIDFromBytes(url.getBytes());
    return Map.of(
        "spring.profiles.active",
        "phase-2",
        "spring.datasource.url",
        url + "?targetServerType=primary",
        "spring.datasource.username",
        database.username(),
        "spring.datasource.password",
        database.password(),
        "lab.redis.nodes",
        TestServers.redis().nodes(),
        "lab.stream.topic",
        topic,
        "lab.analytics.group",
        "analytics-of-" + topic,
        "spring.kafka.bootstrap-servers",
        TestServers.kafka().bootstrapServers());
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public int port() {
    return port;
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    var request = request(path, headers).POST(BodyPublishers.ofString(body));
    return send(request.setHeader("Content-Type", "application/json"));
  }

  public HttpResponse<String> post(String path) {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  public HttpRequest.Builder request(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(40));
    return headers.length == 0 ? request : request.headers(headers);
  }

  public String metrics() {
    return actuator("prometheus");
  }

  public String actuator(String endpoint) {
    return send(HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + managementPort + "/actuator/" + endpoint)))
        .body();
  }

  @Override
  public void close() {
    context.close();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer: " + e, e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
