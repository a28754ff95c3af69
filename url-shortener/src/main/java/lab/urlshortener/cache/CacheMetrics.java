package lab.urlshortener.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import lab.urlshortener.link.Resolution;

/**
 * {@code lab.cache.requests} by tier and result, and {@code lab.cache.joins}; in a trace, which
 * tier answered and whether that was a cache.
 */
final class CacheMetrics {
  private static final AttributeKey<String> TIER = AttributeKey.stringKey("lab.cache.tier");
  private static final AttributeKey<Boolean> HIT = AttributeKey.booleanKey("lab.cache.hit");

  /** The four counters of one tier. */
  static final class Tier {
    private final String name;
    private final boolean isCache;
    private final Counter hit;
    private final Counter miss;
    private final Counter negative;
    private final Counter error;

    private Tier(MeterRegistry meters, String tier) {
      name = tier;
      isCache = !tier.equals("database");
      hit = counter(meters, tier, "hit");
      miss = counter(meters, tier, "miss");
      negative = counter(meters, tier, "negative");
      error = counter(meters, tier, "error");
    }

    void answered(Resolution resolution) {
      Span.current().setAttribute(TIER, name).setAttribute(HIT, isCache);
      switch (resolution) {
        case Resolution.Found _ -> hit.increment();
        case Resolution.Unknown _ -> negative.increment();
      }
    }

    void missed() {
      miss.increment();
    }

    void failed() {
      error.increment();
    }

    private static Counter counter(MeterRegistry meters, String tier, String result) {
      return Counter.builder("lab.cache.requests")
          .description("Look-ups of codes, by the tier that was asked and what it said")
          .tag("tier", tier)
          .tag("result", result)
          .register(meters);
    }
  }

  private final Tier local;
  private final Tier redis;
  private final Tier database;
  private final Counter joins;

  CacheMetrics(MeterRegistry meters) {
    local = new Tier(meters, "local");
    redis = new Tier(meters, "redis");
    database = new Tier(meters, "database");
    joins =
        Counter.builder("lab.cache.joins")
            .description("Requests that waited for another one's look-up of the same code")
            .register(meters);
  }

  Tier local() {
    return local;
  }

  Tier redis() {
    return redis;
  }

  Tier database() {
    return database;
  }

  void joined() {
    Span.current().setAttribute(TIER, "another request");
    joins.increment();
  }
}
