package lab.queuetracker.queue;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The lines.
 *
 * @param places how many places there are: the first so many of the lab's
 * @param cache what is done about what is in Redis when a line changes
 * @param cachePrefix of the lines' keys in Redis
 * @param ttl how long a line is kept in Redis; the text's 300 s
 */
@ConfigurationProperties("lab.queues")
record QueueProperties(
    @DefaultValue("10000") int places,
    @DefaultValue("invalidate") CachePolicy cache,
    @DefaultValue("queue-tracker:line:") String cachePrefix,
    @DefaultValue("300s") Duration ttl) {

  /** What is done about a line in the cache when the line changes. */
  enum CachePolicy {
    /** Nothing: it is wrong until it expires, as in the text. */
    TTL,
    /** The new line takes the place of the old. */
    INVALIDATE,
    /** There is no cache. */
    OFF
  }
}
