package lab.platform.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.lettuce.core.cluster.RedisClusterClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import lab.platform.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** {@link Redis} for a service that has Lettuce and Resilience4j. */
@AutoConfiguration
@ConditionalOnClass({RedisClusterClient.class, CircuitBreaker.class})
@EnableConfigurationProperties(RedisProperties.class)
class RedisAutoConfiguration {
  private static final Logger log = LoggerFactory.getLogger(RedisAutoConfiguration.class);

  @Bean
  RedisConnection redisConnection(RedisProperties properties) {
    return new RedisConnection(properties);
  }

  @Bean
  Redis redis(
      RedisConnection connection,
      RedisProperties properties,
      MeterRegistry meters,
      Tracing tracing) {
    var breaker = breaker();
    breaker
        .getEventPublisher()
        .onStateTransition(event -> log.warn("Redis breaker: {}", event.getStateTransition()));
    Gauge.builder("lab.redis.breaker.open", breaker, RedisAutoConfiguration::isOpen)
        .description("1: Redis is left alone for now")
        .register(meters);
    return new Redis(connection, breaker, properties.commandTimeout(), tracing);
  }

  private static CircuitBreaker breaker() {
    return CircuitBreaker.of(
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
  }

  private static double isOpen(CircuitBreaker breaker) {
    return breaker.getState() == CircuitBreaker.State.CLOSED ? 0 : 1;
  }
}
