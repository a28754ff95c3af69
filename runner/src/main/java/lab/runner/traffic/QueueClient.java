package lab.runner.traffic;

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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the queue tracker what people ask it, over HTTP. */
final class QueueClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PAGE = 1_000;
  private static final int MIN_SERVICE_SECONDS = 180;
  private static final int MAX_SERVICE_SECONDS = 420;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI gateway;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  /** What somebody wants of a line. */
  enum Wish {
    JOIN,
    SERVED,
    NO_SHOW,
    LEAVE;

    private String path() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What became of it. */
  sealed interface Answer {
    /**
     * It is so.
     *
     * @param length people in line now
     */
    record Done(int length, @Nullable String ticket) implements Answer {}

    /** It does not fit: nobody is in line, the line is full, the ticket has ended. */
    record Refused() implements Answer {}

    record Failed() implements Answer {}
  }

  QueueClient(URI gateway) {
    this.gateway = gateway;
  }

  /**
   * The first so many places.
   *
   * @param random draws how long a customer takes there
   * @throws IOException saying what is not as it should be
   */
  List<Place> places(int count, RandomGenerator random) throws IOException, InterruptedException {
    var places = new ArrayList<Place>();
    String after = "";
    while (places.size() < count) {
      int limit = Math.min(PAGE, count - places.size());
      JsonNode page = page("/api/places?limit=" + limit + after);
      for (JsonNode place : page.path("places")) {
        places.add(
            new Place(
                place.path("location").asString(),
                place.path("lon").asDouble(),
                place.path("servers").asInt(),
                random.nextInt(MIN_SERVICE_SECONDS, MAX_SERVICE_SECONDS + 1)));
      }
      if (!page.has("next")) {
        break;
      }
      after = "&after=" + URLEncoder.encode(page.path("next").asString(), StandardCharsets.UTF_8);
    }
    return places;
  }

  private JsonNode page(String path) throws IOException, InterruptedException {
    URI url = gateway.resolve(path);
    HttpResponse<String> response;
    try {
      response = client.send(request(url).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IOException(gateway + " does not answer. Is the lab up?", e);
    }
    if (response.statusCode() != 200) {
      throw new IOException(
          "%s answers with status %d. Does the lab that is up have a queue tracker?"
              .formatted(url, response.statusCode()));
    }
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException e) {
      throw new IOException(url + " does not answer with JSON.", e);
    }
  }

  /** Never fails: that is an answer. */
  CompletableFuture<Answer> ask(Wish wish, String location, @Nullable String ticket) {
    String path = "/api/queue/" + location + "/" + wish.path();
    String body = ticket == null ? "{}" : JSON.writeValueAsString(Map.of("ticket", ticket));
    var request =
        request(gateway.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client
        .sendAsync(request, BodyHandlers.ofString())
        .thenApply(QueueClient::answer)
        .exceptionally(_ -> new Answer.Failed());
  }

  private static HttpRequest.Builder request(URI url) {
    return HttpRequest.newBuilder(url).timeout(PATIENCE);
  }

  private static Answer answer(HttpResponse<String> response) {
    if (response.statusCode() == 409) {
      return new Answer.Refused();
    }
    if (response.statusCode() / 100 != 2) {
      return new Answer.Failed();
    }
    JsonNode said = JSON.readTree(response.body());
    return new Answer.Done(
        said.path("queue_length").asInt(), said.path("ticket").stringValue(null));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
