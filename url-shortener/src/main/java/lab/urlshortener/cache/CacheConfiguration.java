package lab.urlshortener.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import lab.platform.redis.Redis;
import lab.platform.resilience.Bulkhead;
import lab.urlshortener.link.Links;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

@Configuration(proxyBeanMethods = false)
class CacheConfiguration {
  @Bean
  LocalCache localCache(CacheProperties properties, MeterRegistry meters) {
    var cache = new LocalCache(properties, Ticker.systemTicker());
    Gauge.builder("lab.cache.entries", cache, LocalCache::size).register(meters);
    return cache;
  }

  @Bean
  @Primary
  Links cachedLinks(
      @Qualifier("postgresLinks") Links truth,
      Redis redis,
      LocalCache local,
      CacheProperties properties,
      MeterRegistry meters) {
    redis.onReconnect(local::clear);
    var shared = new RedisCache(redis, properties);
    var bulkhead =
        new Bulkhead("PostgreSQL", properties.databaseConcurrency(), properties.databaseWait());
    Gauge.builder("lab.database.lookups.active", bulkhead, Bulkhead::active)
        .strongReference(true)
        .register(meters);
    Gauge.builder("lab.database.lookups.waiting", bulkhead, Bulkhead::waiting)
        .strongReference(true)
        .register(meters);
    return new CachedLinks(truth, shared, local, bulkhead, new CacheMetrics(meters), properties);
  }
}
