package lab.queuetracker.queue;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lab.platform.redis.Redis;
import lab.platform.redis.Reply;
import lab.platform.resilience.Jitter;
import lab.queuetracker.queue.QueueProperties.CachePolicy;

/**
 * The lines in Redis: {@code PREFIX LOCATION} is {@code VERSION LENGTH MILLIS}. In addition, except
 * with {@link CachePolicy#TTL}, the newest version of each line that this instance has heard of;
 * without it, no line in Redis is trusted.
 */
final class LineCache implements ChangeListener {
  private static final String PUT_NEWER = Sql.script("put-newer.lua");
  private static final double SPREAD = 0.1;

  private final Redis redis;
  private final QueueProperties properties;
  private final Jitter jitter = new Jitter(SPREAD);
  private final Map<String, Long> newest = new ConcurrentHashMap<>();

  LineCache(Redis redis, QueueProperties properties) {
    this.redis = redis;
    this.properties = properties;
  }

  /** Empty also if the line in Redis is older than the version this instance knows of. */
  Optional<Queue> get(String location) {
    return read(location).filter(this::isBelieved);
  }

  private boolean isBelieved(Queue queue) {
    return properties.cache() == CachePolicy.TTL
        || queue.version() >= newest.getOrDefault(queue.location(), Long.MAX_VALUE);
  }

  private Optional<Queue> read(String location) {
    return switch (redis.ask("Redis GET", commands -> commands.get(key(location)))) {
      case Reply.Answered<String>(var value) ->
          value == null ? Optional.empty() : parse(location, value);
      case Reply.Away<String> _ -> Optional.empty();
    };
  }

  /** Stores what was read from PostgreSQL, without waiting. */
  void fill(Queue queue) {
    if (properties.cache() == CachePolicy.TTL) {
      String value = queue.version() + " " + rest(queue);
      var args = SetArgs.Builder.px(jitter.millis(properties.ttl()));
      redis.send("Redis SET", commands -> commands.set(key(queue.location()), value, args));
    } else {
      heard(queue);
      redis.send("Redis put newer", commands -> putNewer(commands, queue));
    }
  }

  /**
   * The line has changed: from now on all readers see that, or, if Redis is unavailable, the
   * readers of this instance.
   */
  void invalidate(Queue queue) {
    if (properties.cache() == CachePolicy.INVALIDATE) {
      heard(queue);
      var _ = redis.ask("Redis put newer", commands -> putNewer(commands, queue));
    }
  }

  /** The line has this version, or a newer one. */
  void heard(Queue queue) {
    newest.merge(queue.location(), queue.version(), Math::max);
  }

  @Override
  public void changed(Change change) {
    heard(change.queue());
  }

  private RedisFuture<Long> putNewer(
      RedisAdvancedClusterAsyncCommands<String, String> commands, Queue queue) {
    String[] keys = {key(queue.location())};
    String millis = String.valueOf(jitter.millis(properties.ttl()));
    String[] args = {String.valueOf(queue.version()), rest(queue), millis};
    return commands.eval(PUT_NEWER, ScriptOutputType.INTEGER, keys, args);
  }

  private String key(String location) {
    return properties.cachePrefix() + location;
  }

  private static String rest(Queue queue) {
    return queue.length() + " " + queue.updatedAt().toEpochMilli();
  }

  /** Empty if it is not a value of ours. */
  static Optional<Queue> parse(String location, String value) {
    String[] parts = value.split(" ", -1);
    try {
      return parts.length == 3
          ? Optional.of(
              new Queue(
                  location,
                  Integer.parseInt(parts[1]),
                  Long.parseLong(parts[0]),
                  Instant.ofEpochMilli(Long.parseLong(parts[2]))))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
