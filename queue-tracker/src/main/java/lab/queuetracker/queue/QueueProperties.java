package lab.queuetracker.queue;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The lines.
 *
 * @param places how many places there are: the first ones of the lab's list
 * @param cache what happens to a line in Redis when it changes
 * @param cachePrefix of the lines' keys in Redis
 * @param ttl how long a line is kept in Redis; the text's 300 s
 */
@ConfigurationProperties("lab.queues")
record QueueProperties(
    @DefaultValue("10000") int places,
    @DefaultValue("invalidate") CachePolicy cache,
    @DefaultValue("queue-tracker:line:") String cachePrefix,
    @DefaultValue("300s") Duration ttl) {

  /** What happens to a line in the cache when the line changes. */
  enum CachePolicy {
    /** Nothing: it is wrong until it expires, as in the text. */
    TTL,
    /** The new line replaces the old one. */
    INVALIDATE,
    /** There is no cache. */
    OFF
  }
}
