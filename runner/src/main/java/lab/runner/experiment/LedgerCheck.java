package lab.runner.experiment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the service to its promises: reads every acknowledged create back through the gateway, and
 * repeats it under its idempotency key, which must yield the same code again.
 *
 * <p>A 404 is not believed at once: a link counts as lost if it is still denied after several tries
 * over seconds. An answer of 5xx, or none, is tried again until it is conclusive or the tries are
 * used up; then the link is "unread", and the run's health unknown.
 *
 * <p>Reading alone would miss a link that the database lost and a cache still has. The repeated
 * create finds it: its key is forgotten too, so it makes another code, and counts as duplicated.
 */
final class LedgerCheck {
  /** A create as the load generator wrote it down. */
  record Create(String code, String url, String key) {}

  private enum Found {
    RIGHT,
    LOST,
    STALE,
    DUPLICATED,
    UNREAD
  }

  private record Body(String url) {}

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final int CONCURRENCY = 16;
  private static final int TRIES = 5;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final URI gateway;
  private final Semaphore slots = new Semaphore(CONCURRENCY);

  LedgerCheck(URI gateway) {
    this.gateway = gateway;
  }

  static List<Create> read(Path file) throws IOException {
    List<Create> creates = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      try {
        creates.add(JSON.readValue(line, Create.class));
      } catch (JacksonException e) {
        throw new IOException(file + " has a line that is no create: " + line, e);
      }
    }
    return creates;
  }

  /**
   * @param unknown creates without a conclusive answer, as the load generator counted them
   */
  Result.Ledger check(List<Create> creates, long unknown) throws InterruptedException {
    Map<Found, Long> counts = new EnumMap<>(Found.class);
    List<Future<Found>> pending = new ArrayList<>();
    try (HttpClient client = client();
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Create create : creates) {
        pending.add(workers.submit(() -> find(client, create)));
      }
      try {
        for (Future<Found> found : pending) {
          counts.merge(found.get(), 1L, Long::sum);
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("the ledger could not be read back", e);
      } catch (InterruptedException e) {
        workers.shutdownNow();
        throw e;
      }
    }
    return new Result.Ledger(
        creates.size(),
        counts.getOrDefault(Found.LOST, 0L),
        counts.getOrDefault(Found.DUPLICATED, 0L) + contradictions(creates),
        counts.getOrDefault(Found.STALE, 0L),
        null,
        unknown,
        counts.getOrDefault(Found.UNREAD, 0L));
  }

  /** One code acknowledged for two URLs, or one key acknowledged with two codes. */
  static long contradictions(List<Create> creates) {
    Map<String, String> urlByCode = new HashMap<>();
    Map<String, String> codeByKey = new HashMap<>();
    long count = 0;
    for (Create create : creates) {
      String url = urlByCode.putIfAbsent(create.code(), create.url());
      String code = codeByKey.putIfAbsent(create.key(), create.code());
      boolean twice = url != null && !url.equals(create.url());
      boolean changed = code != null && !code.equals(create.code());
      count += twice || changed ? 1 : 0;
    }
    return count;
  }

  private Found find(HttpClient client, Create create) throws InterruptedException {
    Found found = conclude(client, redirect(create), answer -> redirected(answer, create));
    return found == Found.RIGHT
        ? conclude(client, repeat(create), answer -> repeated(answer, create))
        : found;
  }

  private interface Reading {
    Found of(HttpResponse<String> answer);
  }

  private Found conclude(HttpClient client, HttpRequest request, Reading reading)
      throws InterruptedException {
    Found last = Found.UNREAD;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      if (attempt > 0) {
        Thread.sleep(100L << attempt);
      }
      HttpResponse<String> answer = send(client, request);
      last = answer == null ? Found.UNREAD : reading.of(answer);
      if (last != Found.UNREAD && last != Found.LOST) {
        return last;
      }
    }
    return last;
  }

  private @Nullable HttpResponse<String> send(HttpClient client, HttpRequest request)
      throws InterruptedException {
    slots.acquire();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      return null;
    } finally {
      slots.release();
    }
  }

  private static Found redirected(HttpResponse<String> answer, Create create) {
    int status = answer.statusCode();
    if (status == 302) {
      String location = answer.headers().firstValue("Location").orElse("");
      return location.equals(create.url()) ? Found.RIGHT : Found.STALE;
    }
    return status == 404 || status == 410 ? Found.LOST : Found.UNREAD;
  }

  private static Found repeated(HttpResponse<String> answer, Create create) {
    if (answer.statusCode() != 201) {
      return Found.UNREAD;
    }
    try {
      String code = JSON.readTree(answer.body()).path("code").asString("");
      return code.equals(create.code()) ? Found.RIGHT : Found.DUPLICATED;
    } catch (JacksonException e) {
      return Found.UNREAD;
    }
  }

  private HttpRequest redirect(Create create) {
    return HttpRequest.newBuilder(gateway.resolve("/" + create.code())).timeout(TIMEOUT).build();
  }

  private HttpRequest repeat(Create create) {
    return HttpRequest.newBuilder(gateway.resolve("/api/links"))
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", create.key())
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(new Body(create.url()))))
        .build();
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(TIMEOUT)
        .build();
  }
}
