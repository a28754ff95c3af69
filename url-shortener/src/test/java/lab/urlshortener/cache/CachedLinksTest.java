package lab.urlshortener.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import lab.platform.resilience.Bulkhead;
import lab.platform.resilience.StoreUnavailableException;
import lab.platform.web.IdempotencyKey;
import lab.urlshortener.link.Creation;
import lab.urlshortener.link.InMemoryLinks;
import lab.urlshortener.link.Link;
import lab.urlshortener.link.Links;
import lab.urlshortener.link.LinksContract;
import lab.urlshortener.link.Resolution;
import lab.urlshortener.link.TargetUrl;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CachedLinksTest extends LinksContract {
  private static final Link LINK = new Link("abc1234", "https://example.com/", Instant.EPOCH);

  private final InMemoryLinks truth = new InMemoryLinks();
  private final FakeSharedCache shared = new FakeSharedCache();
  private final AtomicLong nanos = new AtomicLong();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CachedLinks links = cached(truth, Map.of());

  private CachedLinks cached(Links behind, Map<String, String> settings) {
    var properties =
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("lab.cache", CacheProperties.class);
    return new CachedLinks(
        behind,
        shared,
        new LocalCache(properties, nanos::get),
        new Bulkhead("PostgreSQL", properties.databaseConcurrency(), properties.databaseWait()),
        new CacheMetrics(meters),
        properties);
  }

  @Override
  protected Links links() {
    return links;
  }

  private double count(String tier, String result) {
    return meters.counter("lab.cache.requests", "tier", tier, "result", result).count();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void asks_each_tier_only_if_the_previous_one_missed() {
    truth.put(LINK);

    assertThat(links.resolve("abc1234")).isEqualTo(new Resolution.Found(LINK));
    assertThat(links.resolve("abc1234")).isEqualTo(new Resolution.Found(LINK));
    pass(Duration.ofMinutes(1));
    assertThat(links.resolve("abc1234")).isEqualTo(new Resolution.Found(LINK));

    assertThat(truth.resolved()).isEqualTo(1);
    assertThat(count("local", "miss")).isEqualTo(2);
    assertThat(count("local", "hit")).isEqualTo(1);
    assertThat(count("redis", "miss")).isEqualTo(1);
    assertThat(count("redis", "hit")).isEqualTo(1);
    assertThat(count("database", "hit")).isEqualTo(1);
  }

  @Test
  void remembers_an_unknown_code_for_a_short_while_only() {
    links.resolve("abc1234");
    links.resolve("abc1234");
    assertThat(truth.resolved()).isEqualTo(1);
    assertThat(count("local", "negative")).isEqualTo(1);

    truth.put(LINK);
    shared.values.clear();
    pass(Duration.ofSeconds(2));
    assertThat(links.resolve("abc1234")).isEqualTo(new Resolution.Found(LINK));
  }

  @Test
  void a_new_link_replaces_the_memory_of_its_unknown_code() {
    links.resolve("0000001");
    links.create(new TargetUrl("https://example.com/"), null);

    assertThat(links.resolve("0000001")).isInstanceOf(Resolution.Found.class);
    assertThat(shared.values.get("0000001")).isInstanceOf(Resolution.Found.class);
  }

  @Test
  void works_without_the_shared_cache() {
    truth.put(LINK);
    shared.away = true;

    assertThat(links.resolve("abc1234")).isEqualTo(new Resolution.Found(LINK));
    assertThat(count("redis", "error")).isEqualTo(1);
  }

  @Test
  void serves_cached_links_without_the_database_and_never_calls_the_rest_unknown() {
    truth.put(LINK);
    links.resolve("abc1234");
    truth.away(true);

    assertThat(links.resolve("abc1234")).isEqualTo(new Resolution.Found(LINK));
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> links.resolve("other12"));
    truth.away(false);
    assertThat(links.resolve("other12")).isEqualTo(Resolution.UNKNOWN);
  }

  @Test
  void looks_a_code_up_once_for_all_requests_that_miss_it_at_once() throws Exception {
    int workers = 20;
    var release = new CountDownLatch(1);
    var lookups = new AtomicInteger();
    var slow = cached(new SlowLinks(release, lookups), Map.of());
    List<Future<Resolution>> running = new ArrayList<>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < workers; i++) {
        running.add(executor.submit(() -> slow.resolve("abc1234")));
      }
      await().until(() -> meters.counter("lab.cache.joins").count() == workers - 1);
      release.countDown();
      for (var one : running) {
        assertThat(one.get()).isEqualTo(new Resolution.Found(LINK));
      }
    }

    assertThat(lookups).hasValue(1);
  }

  @Test
  void limits_concurrent_look_ups_in_the_database() throws Exception {
    var release = new CountDownLatch(1);
    var lookups = new AtomicInteger();
    var narrow =
        cached(
            new SlowLinks(release, lookups),
            Map.of("lab.cache.database-concurrency", "1", "lab.cache.database-wait", "1ms"));
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = executor.submit(() -> narrow.resolve("abc1234"));
      await().until(() -> lookups.get() == 1);

      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> narrow.resolve("other12"));
      release.countDown();
      assertThat(first.get()).isEqualTo(new Resolution.Found(LINK));
    }
  }

  /** A source of truth that answers when released. */
  private record SlowLinks(CountDownLatch release, AtomicInteger lookups) implements Links {
    @Override
    public Resolution resolve(String code) {
      lookups.incrementAndGet();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return new Resolution.Found(LINK);
    }

    @Override
    public Creation create(TargetUrl url, IdempotencyKey key) {
      throw new UnsupportedOperationException();
    }
  }

  /** Redis from the cache's point of view. */
  private static final class FakeSharedCache implements SharedCache {
    private final Map<String, Resolution> values = new ConcurrentHashMap<>();
    private volatile boolean away;

    @Override
    public Answer get(String code) {
      if (away) {
        return Answer.AWAY;
      }
      var value = values.get(code);
      return value == null ? Answer.ABSENT : new Answer.Known(value);
    }

    @Override
    public void put(Link link) {
      values.put(link.code(), new Resolution.Found(link));
    }

    @Override
    public void putUnknown(String code) {
      values.putIfAbsent(code, Resolution.UNKNOWN);
    }
  }
}
