package lab.urlshortener.cache;

import io.lettuce.core.SetArgs;
import java.time.Instant;
import lab.platform.redis.Redis;
import lab.platform.redis.Reply;
import lab.platform.resilience.Jitter;
import lab.urlshortener.link.Link;
import lab.urlshortener.link.Resolution;

/**
 * The shared cache in a Redis Cluster.
 *
 * <p>A value is {@code -} for "unknown", else the link's creation time in milliseconds, a space,
 * and its URL. Anything else is treated as absent, so another version's values do no harm.
 */
final class RedisCache implements SharedCache {
  static final String PREFIX = "url-shortener:link:";
  private static final String UNKNOWN = "-";

  private final Redis redis;
  private final CacheProperties properties;
  private final Jitter jitter;

  RedisCache(Redis redis, CacheProperties properties) {
    this.redis = redis;
    this.properties = properties;
    this.jitter = new Jitter(properties.jitter());
  }

  @Override
  public Answer get(String code) {
    return switch (redis.ask("Redis GET", commands -> commands.get(PREFIX + code))) {
      case Reply.Answered(var value) -> value == null ? Answer.ABSENT : parse(code, value);
      case Reply.Away<String> _ -> Answer.AWAY;
    };
  }

  @Override
  public void put(Link link) {
    String value = link.createdAt().toEpochMilli() + " " + link.url();
    var args = SetArgs.Builder.px(jitter.millis(properties.redisTtl()));
    redis.send("Redis SET", commands -> commands.set(PREFIX + link.code(), value, args));
  }

  @Override
  public void putUnknown(String code) {
    var args = SetArgs.Builder.nx().px(jitter.millis(properties.redisNegativeTtl()));
    redis.send("Redis SET NX", commands -> commands.set(PREFIX + code, UNKNOWN, args));
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
