package lab.urlshortener.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.CompletableFuture;
import lab.platform.resilience.Jitter;
import lab.urlshortener.link.Link;
import lab.urlshortener.link.Resolution;
import org.jspecify.annotations.Nullable;

/**
 * One instance's in-memory cache: answers, and look-ups in progress, which will become answers.
 * Bounded in entries and in age.
 */
final class LocalCache {
  private final AsyncCache<String, Resolution> entries;

  LocalCache(CacheProperties properties, Ticker ticker) {
    var jitter = new Jitter(properties.jitter());
    entries =
        Caffeine.newBuilder()
            .maximumSize(properties.localEntries())
            .ticker(ticker)
            .executor(Runnable::run)
            .expireAfter(
                Expiry.<String, Resolution>creating((code, resolution) ->
                    java.time.Duration.ofNanos(
                        jitter.nanos(
                            switch (resolution) {
                              case Resolution.Found _ -> properties.localTtl();
                              case Resolution.Unknown _ -> properties.localNegativeTtl();
                            }))))
            .buildAsync();
  }

  /** The answer if it is known. */
  @Nullable Resolution get(String code) {
    var entry = entries.getIfPresent(code);
    return entry != null && entry.state() == CompletableFuture.State.SUCCESS
        ? entry.resultNow()
        : null;
  }

  /**
   * Registers a look-up, unless one is already in progress. A look-up that fails is removed.
   *
   * @return the other look-up; null if there was none, and then the caller must complete its own
   */
  @Nullable CompletableFuture<Resolution> begin(String code, CompletableFuture<Resolution> lookup) {
    return entries.asMap().putIfAbsent(code, lookup);
  }

  /** Stores a link that was just created, replacing whatever was cached for its code. */
  void put(Link link) {
    entries.put(
        link.code(), CompletableFuture.<Resolution>completedFuture(new Resolution.Found(link)));
  }

  void clear() {
    entries.asMap().clear();
  }

  long size() {
    return entries.synchronous().estimatedSize();
  }
}
