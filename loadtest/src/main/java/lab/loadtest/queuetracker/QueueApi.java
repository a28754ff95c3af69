package lab.loadtest.queuetracker;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The queue tracker's HTTP interface, as a client sees it. */
public final class QueueApi implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PAGE = 1_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI gateway;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  /**
   * A response, or the lack of one.
   *
   * @param status 0 if there was no response in time
   * @param etag the number in the entity tag; -1 if there is none
   */
  public record Reply(int status, JsonNode body, long etag) {
    static final Reply NONE = new Reply(0, JSON.missingNode(), -1);

    /** Whether the status is from 200 to 299. */
    public boolean ok() {
      return status / 100 == 2;
    }

    /** The line's length; -1 if the response has none. */
    public int length() {
      return body.path("queue_length").asInt(-1);
    }
  }

  /**
   * A place with a line.
   *
   * @param servers the number of its counters
   */
  public record Spot(String location, double latitude, double longitude, int servers) {}

  /** The interface at this gateway. */
  public QueueApi(URI gateway) {
    this.gateway = gateway;
  }

  /** The client, for what is not offered here: streams and WebSockets. */
  public HttpClient http() {
    return client;
  }

  /** The URI of this path at the gateway. */
  public URI resolve(String path) {
    return gateway.resolve(path);
  }

  /** Sends a GET. Never fails: a missing response is a reply, too. */
  public CompletableFuture<Reply> get(String path) {
    return send(request(path).GET());
  }

  /** Reads the line. */
  public CompletableFuture<Reply> line(String location) {
    return get("/api/queue/" + location);
  }

  /** Sends a POST. Never fails. */
  public CompletableFuture<Reply> post(String path, Map<String, ?> body) {
    return post(path, body, null);
  }

  /**
   * Sends a POST. Never fails.
   *
   * @param version the entity tag that the line must have; null for any
   */
  public CompletableFuture<Reply> post(String path, Map<String, ?> body, @Nullable Long version) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (version != null) {
      request.header("If-Match", "\"" + version + "\"");
    }
    return send(request);
  }

  /** Sets the length, as a sensor does. */
  public CompletableFuture<Reply> update(String location, int length) {
    return post("/api/queue/" + location + "/update", Map.of("length", length));
  }

  /** Adds a person to the line. */
  public CompletableFuture<Reply> join(String location) {
    return post("/api/queue/" + location + "/join", Map.of());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(resolve(path)).timeout(PATIENCE);
  }

  private CompletableFuture<Reply> send(HttpRequest.Builder request) {
    return client
        .sendAsync(request.build(), BodyHandlers.ofString())
        .thenApply(QueueApi::reply)
        .exceptionally(_ -> Reply.NONE);
  }

  private static Reply reply(HttpResponse<String> response) {
    JsonNode body;
    try {
      body = JSON.readTree(response.body());
    } catch (JacksonException e) {
      body = JSON.missingNode();
    }
    String etag = response.headers().firstValue("ETag").orElse("").replace("\"", "");
    return new Reply(response.statusCode(), body, etag.matches("\\d+") ? Long.parseLong(etag) : -1);
  }

  /**
   * The first places; fewer if there are not as many.
   *
   * @throws IOException saying what is wrong
   */
  public List<Spot> upTo(int count) throws IOException {
    List<Spot> places = new ArrayList<>();
    String after = "";
    while (places.size() < count) {
      JsonNode page = page("/api/places?limit=" + Math.min(PAGE, count - places.size()) + after);
      page.path("places").forEach(place -> places.add(spot(place)));
      if (!page.has("next")) {
        break;
      }
      after = "&after=" + URLEncoder.encode(page.path("next").asString(), StandardCharsets.UTF_8);
    }
    return places;
  }

  private JsonNode page(String path) throws IOException {
    Reply reply = get(path).join();
    if (reply.status() == 0) {
      throw new IOException(gateway + " does not answer. Is the lab up?");
    }
    if (!reply.ok()) {
      throw new IOException(
          "%s answers with status %d. Does the lab that is up have a queue tracker?"
              .formatted(resolve(path), reply.status()));
    }
    if (reply.body().isMissingNode()) {
      throw new IOException(resolve(path) + " does not answer with JSON.");
    }
    return reply.body();
  }

  /**
   * The first places.
   *
   * @throws IOException also if there are not as many
   */
  public List<Spot> places(int count) throws IOException {
    List<Spot> places = upTo(count);
    if (places.size() < count) {
      throw new IOException(
          "%s has %d places, but %d are needed".formatted(gateway, places.size(), count));
    }
    return places;
  }

  private static Spot spot(JsonNode place) {
    return new Spot(
        place.path("location").asString(),
        place.path("lat").asDouble(),
        place.path("lon").asDouble(),
        place.path("servers").asInt());
  }

  /**
   * A response that has to be successful.
   *
   * @throws IOException if it is not
   */
  public Reply must(String path) throws IOException {
    return must(path, get(path));
  }

  public static Reply must(String what, CompletableFuture<Reply> asked) throws IOException {
    Reply reply;
    try {
      reply = asked.join();
    } catch (CompletionException e) {
      throw new IOException(e);
    }
    if (!reply.ok()) {
      throw new IOException("%s answered %d: %s".formatted(what, reply.status(), reply.body()));
    }
    return reply;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
