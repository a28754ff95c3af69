package lab.urlshortener.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import lab.platform.tracing.Tracing;
import lab.urlshortener.link.Links;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

@Configuration(proxyBeanMethods = false)
class CacheConfiguration {
  private static final Logger log = LoggerFactory.getLogger(CacheConfiguration.class);

  @Bean
  LocalCache localCache(CacheProperties properties, MeterRegistry meters) {
    var cache = new LocalCache(properties, Ticker.systemTicker());
    Gauge.builder("lab.cache.entries", cache, LocalCache::size).register(meters);
    return cache;
  }

  @Bean
  RedisConnection redisConnection(RedisProperties properties, LocalCache local) {
    return new RedisConnection(properties, local::clear);
  }

  @Bean
  CircuitBreaker redisBreaker(MeterRegistry meters) {
    var breaker =
        CircuitBreaker.of(
            "redis",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofMillis(500))
                .permittedNumberOfCallsInHalfOpenState(4)
                .maxWaitDurationInHalfOpenState(Duration.ofSeconds(1))
                .writableStackTraceEnabled(false)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event -> log.warn("Redis breaker: {}", event.getStateTransition()));
    Gauge.builder("lab.redis.breaker.open", breaker, CacheConfiguration::isOpen).register(meters);
    return breaker;
  }

  @Bean
  @Primary
  Links cachedLinks(
      @Qualifier("postgresLinks") Links truth,
      RedisConnection connection,
      CircuitBreaker breaker,
      LocalCache local,
      CacheProperties properties,
      RedisProperties redis,
      MeterRegistry meters,
      Tracing tracing) {
    var shared = new RedisCache(connection, breaker, properties, redis.commandTimeout(), tracing);
    var bulkhead = new Bulkhead(properties.databaseConcurrency(), properties.databaseWait());
    Gauge.builder("lab.database.lookups.active", bulkhead, Bulkhead::active)
        .strongReference(true)
        .register(meters);
    Gauge.builder("lab.database.lookups.waiting", bulkhead, Bulkhead::waiting)
        .strongReference(true)
        .register(meters);
    return new CachedLinks(truth, shared, local, bulkhead, new CacheMetrics(meters), properties);
  }

  private static double isOpen(CircuitBreaker breaker) {
    return breaker.getState() == CircuitBreaker.State.CLOSED ? 0 : 1;
  }
}
