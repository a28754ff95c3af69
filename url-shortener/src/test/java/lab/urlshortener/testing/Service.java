package lab.urlshortener.testing;

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
import java.util.regex.Pattern;
import lab.platformtest.PatientLimits;
import lab.servers.process.Ports;
import lab.urlshortener.UrlShortenerApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One instance of the service, and a client that follows no redirect. */
public final class Service implements AutoCloseable {
  private static final Pattern CODE = Pattern.compile("\"code\":\"([0-9A-Za-z]{7})\"");
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
    all.put("lab.instance", "url-shortener-" + ports.get(0));
    all.put("lab.drain.delay", "0ms");
    all.putAll(PatientLimits.SETTINGS);
    all.put("lab.codes.lease-timeout", "10s");
    for (var some : settings) {
      all.putAll(some);
    }
    var arguments = all.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue());
    var context =
        new SpringApplicationBuilder(UrlShortenerApplication.class)
            .registerShutdownHook(false)
            .run(arguments.toArray(String[]::new));
    return new Service(context, ports.get(0), ports.get(1));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  public HttpResponse<String> send(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  public HttpResponse<String> post(String body, String... headers) {
    var request = request("/api/links", headers).POST(BodyPublishers.ofString(body));
    return send(request.setHeader("Content-Type", "application/json"));
  }

  public HttpResponse<String> post(HttpRequest.Builder request) {
    return send(request);
  }

  public HttpRequest.Builder request(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20));
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Makes a link and returns its code. */
  public String shorten(String url) {
    var response = post("{\"url\":\"" + url + "\"}");
    if (response.statusCode() != 201) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return code(response);
  }

  public static String code(HttpResponse<String> response) {
    var code = CODE.matcher(response.body());
    if (!code.find()) {
      throw new AssertionError("no code in " + response.body());
    }
    return code.group(1);
  }

  public String metrics() {
    return send(HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus")))
        .body();
  }

  public int port() {
    return port;
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
