package lab.urlshortener.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import lab.urlshortener.link.Resolution;

/** {@code lab.cache.requests} by tier and result, and {@code lab.cache.joins}. */
final class CacheMetrics {
  /** The four counters of one tier. */
  static final class Tier {
    private final Counter hit;
    private final Counter miss;
    private final Counter negative;
    private final Counter error;

    private Tier(MeterRegistry meters, String tier) {
      hit = counter(meters, tier, "hit");
      miss = counter(meters, tier, "miss");
      negative = counter(meters, tier, "negative");
      error = counter(meters, tier, "error");
    }

    void answered(Resolution resolution) {
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
    joins.increment();
  }
}
