package lab.gateway;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lab.gateway.upstream.Instance;
import lab.gateway.upstream.Services;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The real gateway on a free port.
 *
 * <p>It gives instances more time than by default, because a busy machine may delay them; tests
 * about time-outs set their own. And a test waits for three minutes before it gives up on
 * something.
 */
public final class Gateway implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final Map<String, String> PATIENCE =
      Map.of("lab.gateway.client.connect-timeout", "5s", "lab.gateway.health-check.timeout", "5s");

  static {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(3));
  }

  private final ConfigurableApplicationContext context;
  private final URI uri;
  private final URI management;

  private Gateway(ConfigurableApplicationContext context, int port, int managementPort) {
    this.context = context;
    this.uri = URI.create("http://127.0.0.1:" + port);
    this.management = URI.create("http://127.0.0.1:" + managementPort);
  }

  /** Starts it in front of these instances of {@code url-shortener}, with these properties. */
  public static Gateway start(Map<String, URI> instances, String... properties) throws IOException {
    int port = UpstreamProcess.freePort();
    int managementPort = UpstreamProcess.freePort();
    List<String> arguments = new ArrayList<>();
    Arrays.stream(properties).map(property -> "--" + property).forEach(arguments::add);
    if (arguments.stream().noneMatch(argument -> argument.startsWith("--lab.drain"))) {
      arguments.add("--lab.drain.delay=0s");
    }
    PATIENCE.forEach((name, time) -> {
      if (arguments.stream().noneMatch(argument -> argument.startsWith("--" + name))) {
        arguments.add("--" + name + "=" + time);
      }
    });
    arguments.add("--server.port=" + port);
    arguments.add("--server.address=127.0.0.1");
    arguments.add("--management.server.port=" + managementPort);
    int i = 0;
    for (Map.Entry<String, URI> instance : instances.entrySet()) {
      String prefix = "--lab.gateway.services.url-shortener.instances[" + i++ + "]";
      arguments.add(prefix + ".id=" + instance.getKey());
      arguments.add(prefix + ".uri=" + instance.getValue());
    }
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(GatewayApplication.class)
            .run(arguments.toArray(String[]::new));
    return new Gateway(context, port, managementPort);
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  public URI uri(String path) {
    return URI.create(uri + path);
  }

  public int port() {
    return uri.getPort();
  }

  /** The instances of {@code url-shortener} that it knows now. */
  public List<Instance> instances() {
    return context.getBean(Services.class).get("url-shortener").instances();
  }

  public Instance instance(String id) {
    return instances().stream()
        .filter(instance -> instance.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Waits until every instance gets requests. */
  public void awaitAllUp() {
    await().until(() -> instances().stream().allMatch(Instance::isEligible));
  }

  public HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers));
  }

  public HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    return send(request(path, headers).POST(BodyPublishers.ofString(body)));
  }

  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofMinutes(1));
    return headers.length == 0 ? request : request.headers(headers);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
  }

  /** The management port's response. */
  public String actuator(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(management + "/actuator" + path)).build();
    return CLIENT.send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    context.close();
  }
}
