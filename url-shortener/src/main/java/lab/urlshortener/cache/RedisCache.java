package lab.urlshortener.cache;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lab.platform.tracing.Tracing;
import lab.urlshortener.link.Link;
import lab.urlshortener.link.Resolution;
import org.jspecify.annotations.Nullable;

/**
 * The shared cache in a Redis Cluster.
 *
 * <p>A value is {@code -} for "unknown", else the link's time of creation in milliseconds, a space,
 * and its URL. Anything else is taken for absent, so that another version's values do no harm.
 *
 * <p>Reads wait for Redis a few tens of milliseconds; writes are not waited for. A circuit breaker
 * counts how both end, and while it is open Redis is not asked at all: an outage costs a few slow
 * requests, then none.
 */
final class RedisCache implements SharedCache {
  static final String PREFIX = "url-shortener:link:";
  private static final String UNKNOWN = "-";

  private final RedisConnection connection;
  private final CircuitBreaker breaker;
  private final CacheProperties properties;
  private final Jitter jitter;
  private final long timeoutNanos;
  private final Tracing tracing;

  RedisCache(
      RedisConnection connection,
      CircuitBreaker breaker,
      CacheProperties properties,
      Duration timeout,
      Tracing tracing) {
    this.connection = connection;
    this.breaker = breaker;
    this.properties = properties;
    this.jitter = new Jitter(properties.jitter());
    this.timeoutNanos = timeout.toNanos();
    this.tracing = tracing;
  }

  @Override
  public Answer get(String code) {
    var commands = connection.commands();
    if (commands == null || !breaker.tryAcquirePermission()) {
      return Answer.AWAY;
    }
    long start = breaker.getCurrentTimestamp();
    try {
      String value =
          tracing.call(
              "Redis GET",
              () ->
                  LettuceFutures.awaitOrCancel(
                      commands.get(PREFIX + code), timeoutNanos, TimeUnit.NANOSECONDS));
      breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
      return value == null ? Answer.ABSENT : parse(code, value);
    } catch (RuntimeException e) {
      breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), e);
      return Answer.AWAY;
    }
  }

  @Override
  public void put(Link link) {
    String value = link.createdAt().toEpochMilli() + " " + link.url();
    var args = SetArgs.Builder.px(jitter.millis(properties.redisTtl()));
    send("Redis SET", commands -> commands.set(PREFIX + link.code(), value, args));
  }

  @Override
  public void putUnknown(String code) {
    var args = SetArgs.Builder.nx().px(jitter.millis(properties.redisNegativeTtl()));
    send("Redis SET NX", commands -> commands.set(PREFIX + code, UNKNOWN, args));
  }

  private void send(
      String name,
      Function<RedisAdvancedClusterAsyncCommands<String, String>, RedisFuture<String>> command) {
    var commands = connection.commands();
    if (commands == null || !breaker.tryAcquirePermission()) {
      return;
    }
    long start = breaker.getCurrentTimestamp();
    Span span = tracing.client(name, Span.current());
    try {
      var _ = command.apply(commands).whenComplete((ok, failure) -> sent(start, span, failure));
    } catch (RuntimeException e) {
      sent(start, span, e);
    }
  }

  private void sent(long start, Span span, @Nullable Throwable failure) {
    span.end();
    long duration = breaker.getCurrentTimestamp() - start;
    if (failure == null) {
      breaker.onSuccess(duration, breaker.getTimestampUnit());
    } else {
      breaker.onError(duration, breaker.getTimestampUnit(), failure);
    }
  }

  static Answer parse(String code, String value) {
    if (value.equals(UNKNOWN)) {
      return new Answer.Known(Resolution.UNKNOWN);
    }
    int space = value.indexOf(' ');
    if (space <= 0 || space > 15 || !value.substring(0, space).matches("\\d+")) {
      return Answer.ABSENT;
    }
    var createdAt = Instant.ofEpochMilli(Long.parseLong(value.substring(0, space)));
    return new Answer.Known(
        new Resolution.Found(new Link(code, value.substring(space + 1), createdAt)));
  }
}
