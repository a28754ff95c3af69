package lab.platform.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lab.platform.resilience.StoreUnavailableException;
import lab.platform.tracing.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Access to the Redis Cluster that never fails and never holds up a request for long.
 *
 * <p>{@link #ask} waits for Redis a few tens of milliseconds; {@link #send} does not wait at all. A
 * circuit breaker (Nygard, "Release It!") records the outcome of both; while it is open, Redis is
 * not asked at all: an outage costs a few slow requests, then none.
 */
public final class Redis {
  private final RedisConnection connection;
  private final CircuitBreaker breaker;
  private final long timeoutNanos;
  private final Tracing tracing;

  Redis(RedisConnection connection, CircuitBreaker breaker, Duration timeout, Tracing tracing) {
    this.connection = connection;
    this.breaker = breaker;
    this.timeoutNanos = timeout.toNanos();
    this.tracing = tracing;
  }

  /**
   * Runs a command and waits for its result.
   *
   * @param name the span's, such as {@code Redis GET}
   */
  public <T> Reply<T> ask(
      String name,
      Function<RedisAdvancedClusterAsyncCommands<String, String>, RedisFuture<T>> command) {
    var commands = connection.commands();
    if (commands == null || !breaker.tryAcquirePermission()) {
      return new Reply.Away<>(new StoreUnavailableException("Redis is away"));
    }
    long start = breaker.getCurrentTimestamp();
    try {
      T value =
          tracing.call(
              name,
              () ->
                  LettuceFutures.awaitOrCancel(
                      command.apply(commands), timeoutNanos, TimeUnit.NANOSECONDS));
      ended(start, null);
      return new Reply.Answered<>(value);
    } catch (RuntimeException e) {
      ended(start, e);
      return new Reply.Away<>(new StoreUnavailableException("Redis does not answer", e));
    }
  }

  /**
   * Sends a command without waiting; whether it is executed, and when, is not reported.
   *
   * @param name the span's, such as {@code Redis SET}
   */
  public void send(
      String name,
      Function<RedisAdvancedClusterAsyncCommands<String, String>, ? extends RedisFuture<?>>
          command) {
    var commands = connection.commands();
    if (commands == null || !breaker.tryAcquirePermission()) {
      return;
    }
    long start = breaker.getCurrentTimestamp();
    Span span = tracing.client(name, Span.current());
    try {
      var _ =
          command
              .apply(commands)
              .whenComplete((value, failure) -> {
                span.end();
                ended(start, failure);
              });
    } catch (RuntimeException e) {
      span.end();
      ended(start, e);
    }
  }

  /**
   * The connection itself, for callers that send many commands at a time and have a time-out of
   * their own; the breaker does not see these commands. Who finds that they are not answered says
   * so by {@link #suspect}.
   *
   * @throws StoreUnavailableException if there is none yet
   */
  public RedisAdvancedClusterAsyncCommands<String, String> commands() {
    var commands = connection.commands();
    if (commands == null) {
      throw new StoreUnavailableException("Redis is away");
    }
    return commands;
  }

  /** A command sent by {@link #commands} was not answered. */
  public void suspect() {
    connection.suspect();
  }

  /** Runs the action, on a thread of the connection, whenever a lost connection is back. */
  public void onReconnect(Runnable action) {
    connection.onReconnect(action);
  }

  private void ended(long start, @Nullable Throwable failure) {
    long duration = breaker.getCurrentTimestamp() - start;
    if (failure == null) {
      breaker.onSuccess(duration, breaker.getTimestampUnit());
    } else {
      breaker.onError(duration, breaker.getTimestampUnit(), failure);
      connection.suspect();
    }
  }
}
