package lab.queuetracker.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How often the cache had the answer. */
final class CacheMetrics {
  private final Counter hits;
  private final Counter misses;

  CacheMetrics(MeterRegistry meters) {
    this.hits = counter(meters, "hit");
    this.misses = counter(meters, "miss");
  }

  void asked(boolean knew) {
    (knew ? hits : misses).increment();
  }

  private static Counter counter(MeterRegistry meters, String result) {
    return Counter.builder("lab.cache.requests")
        .description("Look-ups, by what each tier said")
        .tag("tier", "redis")
        .tag("result", result)
        .register(meters);
  }
}
