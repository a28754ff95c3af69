package lab.urlshortener.stats;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The last requests of one partition whose clicks are in the counts.
 *
 * <p>A gateway tries a read again when an instance does not answer; the instance may have followed
 * the link all the same, or do so when it goes on, and then one request has two clicks. Both have
 * the link's code for a key, so they are in the same partition, and whoever counts that sees both.
 * It keeps the requests in memory and, with the counts, in PostgreSQL, from where the next one to
 * count the partition has them. So the counts depend on nothing but the events.
 *
 * <p>How many are kept bounds the memory, 64 bytes a request, and is the limit of it: a try that is
 * taken up only after that many further clicks in its partition is counted again. Not thread-safe.
 */
final class SeenRequests {
  private final int most;
  private final Set<Long> requests = new LinkedHashSet<>();

  SeenRequests(int most) {
    this.most = most;
  }

  boolean contains(long request) {
    return requests.contains(request);
  }

  /** Adds some, and forgets the oldest that are too many. */
  void add(Collection<Long> more) {
    requests.addAll(more);
    var oldest = requests.iterator();
    for (int tooMany = requests.size() - most; tooMany > 0; tooMany--) {
      oldest.next();
      oldest.remove();
    }
  }
}
