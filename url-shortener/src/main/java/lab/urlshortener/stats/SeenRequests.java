package lab.urlshortener.stats;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The last requests of one partition whose clicks are counted.
 *
 * <p>A gateway retries a read when an instance does not answer; that instance may have followed the
 * link nonetheless, or do so when it resumes, and then one request has two clicks. Both have the
 * link's code as their key, so they are in the same partition, and its consumer sees both. It keeps
 * the request ids in memory and, with the counts, in PostgreSQL, from where the partition's next
 * consumer reads them. So the counts depend on nothing but the events.
 *
 * <p>The number kept bounds the memory, 64 bytes a request, and also the guarantee: a try that an
 * instance handles only after that many further clicks in its partition is counted again. Not
 * thread-safe.
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

  /** Adds some, and drops the oldest beyond the limit. */
  void add(Collection<Long> more) {
    requests.addAll(more);
    var oldest = requests.iterator();
    for (int tooMany = requests.size() - most; tooMany > 0; tooMany--) {
      oldest.next();
      oldest.remove();
    }
  }
}
