package lab.queuetracker.queue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lab.queuetracker.queue.QueueProperties.CachePolicy;
import org.jspecify.annotations.Nullable;

/**
 * Lines with Redis in front (cache-aside).
 *
 * <p>With {@link CachePolicy#TTL} a line in the cache stays as it is until it expires, however the
 * line changes: the text's way. With {@link CachePolicy#INVALIDATE} a writer puts the new line
 * there before the change is acknowledged. Invalidating by deletion would leave a gap: a reader
 * that fetched the old line before the change and stores it after the deletion restores it for the
 * whole time to live (Nishtala et al., "Scaling Memcache at Facebook", section 3.2.1, closes the
 * gap by leases). Here every value has its version, and an older one never replaces a newer one.
 *
 * <p>An unavailable Redis is bypassed: the truth is in PostgreSQL. When Redis is back, its values
 * may be old, because changes made meanwhile were not written to it; a replica that is promoted may
 * lack the last changes; an instance may crash between a change and its write to Redis. So an
 * instance trusts a value in Redis only if it is at least as new as everything it has heard of the
 * line: from its own changes at once, from those of others through the stream of changes. Anything
 * older is a miss, and the line fetched from PostgreSQL replaces it.
 */
final class CachedQueues implements Queues {
  private final Queues truth;
  private final LineCache cache;
  private final CacheMetrics metrics;

  CachedQueues(Queues truth, LineCache cache, CacheMetrics metrics) {
    this.truth = truth;
    this.cache = cache;
    this.metrics = metrics;
  }

  @Override
  public Optional<Known> find(String location) {
    var cached = cache.get(location);
    metrics.asked(cached.isPresent());
    if (cached.isPresent()) {
      return cached.map(queue -> new Known(queue, Source.CACHE));
    }
    var found = truth.find(location);
    found.ifPresent(known -> cache.fill(known.queue()));
    return found;
  }

  @Override
  public List<Queue> all(List<String> locations) {
    return truth.all(locations);
  }

  @Override
  public Reading set(String location, int length, @Nullable Set<Long> ifVersions) {
    var reading = truth.set(location, length, ifVersions);
    if (reading instanceof Reading.Taken(var queue)) {
      cache.invalidate(queue);
    }
    return reading;
  }

  @Override
  public Joining join(String location, @Nullable String key) {
    var joining = truth.join(location, key);
    if (joining instanceof Joining.Joined(_, var queue)) {
      cache.invalidate(queue);
    }
    return joining;
  }

  @Override
  public Closing end(String location, Ending ending, UUID ticket) {
    return noted(truth.end(location, ending, ticket));
  }

  @Override
  public Closing endNext(String location, Ending ending) {
    return noted(truth.endNext(location, ending));
  }

  @Override
  public Optional<Standing> ticket(UUID id) {
    return truth.ticket(id);
  }

  private Closing noted(Closing closing) {
    if (closing instanceof Closing.Ended(_, var queue)) {
      cache.invalidate(queue);
    }
    return closing;
  }
}
