package lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Requests at a fixed rate, whatever happens to the earlier ones; but no more than {@value #MOST}
 * at once, so that a machine that cannot keep the rate is not overloaded until something fails.
 */
final class OpenLoad implements AutoCloseable {
  private static final int MOST = 100;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMinutes(1))
          .build();
  private final Map<String, AtomicInteger> results = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();

  OpenLoad(int perSecond, Supplier<HttpRequest.Builder> requests) {
    timer.scheduleAtFixedRate(
        () -> send(requests.get().build()), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
  }

  private void send(HttpRequest request) {
    if (open.get() >= MOST) {
      return;
    }
    open.incrementAndGet();
    client
        .sendAsync(request, BodyHandlers.ofString())
        .whenComplete((response, error) -> {
          count(error == null ? Integer.toString(response.statusCode()) : error.toString());
          open.decrementAndGet();
        });
  }

  private void count(String result) {
    results.computeIfAbsent(result, _ -> new AtomicInteger()).incrementAndGet();
  }

  /** The number of results of this kind so far: a status, or an exception's text. */
  int count(int status) {
    AtomicInteger count = results.get(Integer.toString(status));
    return count == null ? 0 : count.get();
  }

  /** Stops, waits for open requests, and returns the results by status. */
  Map<String, AtomicInteger> stop() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(1, TimeUnit.SECONDS);
    await().until(() -> open.get() == 0);
    return results;
  }

  /** Waits until this many more redirects have arrived. */
  void awaitRedirects(int further) {
    int already = count(302);
    await().atMost(Duration.ofMinutes(3)).until(() -> count(302) >= already + further);
  }

  /** Stops; every response must have been a redirect. */
  void assertNothingFailed() throws InterruptedException {
    Map<String, AtomicInteger> all = stop();
    assertThat(all.keySet()).as(all.toString()).containsExactly("302");
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.shutdownNow();
  }
}
