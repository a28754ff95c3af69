package lab.urlshortener.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lab.platform.resilience.Bulkhead;
import lab.platform.resilience.StoreUnavailableException;
import lab.platform.web.IdempotencyKey;
import lab.urlshortener.link.Creation;
import lab.urlshortener.link.Link;
import lab.urlshortener.link.Links;
import lab.urlshortener.link.Resolution;
import lab.urlshortener.link.TargetUrl;
import org.jspecify.annotations.Nullable;

/**
 * Cache-aside in three tiers: this instance's memory, Redis, PostgreSQL.
 *
 * <p><b>Single-flight.</b> However many requests miss the same code at once, one of them asks Redis
 * and PostgreSQL, and the others wait for its answer, for a bounded time. So a popular link that
 * expires is fetched once by each instance, not once by each request.
 *
 * <p><b>Staleness.</b> A link never changes, so a cached link is never wrong. What can be wrong is
 * "unknown", if the link is created right afterwards. On the instance that creates it, the local
 * entry is replaced. In Redis, a plain SET follows the commit, while "unknown" is written with SET
 * NX and so never replaces a link, in whichever order the two arrive. If that SET is lost, or
 * another instance has the code as unknown in its memory, "unknown" lasts at most its own short
 * time to live; and this happens only if somebody requested a code before it existed.
 *
 * <p><b>Redis unavailable</b> means asking PostgreSQL, a few look-ups at a time ({@link Bulkhead}).
 * <b>PostgreSQL unavailable</b> means that cached links are still served, and the rest fails as
 * unavailable: never as unknown.
 */
final class CachedLinks implements Links {
  private final Links truth;
  private final SharedCache shared;
  private final LocalCache local;
  private final Bulkhead bulkhead;
  private final CacheMetrics metrics;
  private final long flightWaitNanos;

  CachedLinks(
      Links truth,
      SharedCache shared,
      LocalCache local,
      Bulkhead bulkhead,
      CacheMetrics metrics,
      CacheProperties properties) {
    this.truth = truth;
    this.shared = shared;
    this.local = local;
    this.bulkhead = bulkhead;
    this.metrics = metrics;
    this.flightWaitNanos = properties.flightWait().toNanos();
  }

  @Override
  public Resolution resolve(String code) {
    Resolution known = local.get(code);
    if (known != null) {
      metrics.local().answered(known);
      return known;
    }
    metrics.local().missed();
    var flight = new CompletableFuture<Resolution>();
    var earlier = local.begin(code, flight);
    if (earlier != null) {
      metrics.joined();
      return await(earlier);
    }
    return lead(code, flight);
  }

  @Override
  public Creation create(TargetUrl url, @Nullable IdempotencyKey key) {
    Creation creation = truth.create(url, key);
    if (creation instanceof Creation.Created(Link link)) {
      local.put(link);
      shared.put(link);
    }
    return creation;
  }

  private Resolution lead(String code, CompletableFuture<Resolution> flight) {
    try {
      var resolution = load(code);
      flight.complete(resolution);
      return resolution;
    } catch (RuntimeException | Error e) {
      flight.completeExceptionally(e);
      throw e;
    }
  }

  private Resolution load(String code) {
    return switch (shared.get(code)) {
      case SharedCache.Answer.Known(Resolution resolution) -> {
        metrics.redis().answered(resolution);
        yield resolution;
      }
      case SharedCache.Answer.Absent _ -> {
        metrics.redis().missed();
        yield fromDatabase(code);
      }
      case SharedCache.Answer.Away _ -> {
        metrics.redis().failed();
        yield fromDatabase(code);
      }
    };
  }

  private Resolution fromDatabase(String code) {
    Resolution resolution;
    try {
      resolution = bulkhead.call(() -> truth.resolve(code));
    } catch (RuntimeException e) {
      metrics.database().failed();
      throw e;
    }
    metrics.database().answered(resolution);
    switch (resolution) {
      case Resolution.Found(Link link) -> shared.put(link);
      case Resolution.Unknown _ -> shared.putUnknown(code);
    }
    return resolution;
  }

  private Resolution await(CompletableFuture<Resolution> flight) {
    try {
      return flight.get(flightWaitNanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new StoreUnavailableException("another request's look-up of the code takes too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while waiting for a look-up");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreUnavailableException outage) {
        throw new StoreUnavailableException("the look-up that this one waited for failed", outage);
      }
      throw new CompletionException(e.getCause());
    }
  }
}
