package lab.queuetracker.waiting;

import java.time.Duration;
import java.time.Instant;
import lab.queuetracker.prediction.ServiceRate;
import lab.queuetracker.queue.Change;
import org.jspecify.annotations.Nullable;

/**
 * Learns from one line's changes how fast its counters serve.
 *
 * <p>The start of a service is not reported. But as long as more people are in line than there are
 * counters, all counters work, so between two ends of services each of them has worked all the
 * time. Once a counter may have been idle, the interval is useless, and the next end only starts a
 * new one.
 */
final class ServiceWatch {
  private final int servers;
  private ServiceRate rate = ServiceRate.UNSEEN;
  private long version;
  private @Nullable Instant busySince;

  ServiceWatch(int servers) {
    this.servers = servers;
  }

  synchronized ServiceRate rate() {
    return rate;
  }

  /** Repetitions do not count. */
  synchronized void changed(Change change) {
    if (change.queue().version() <= version) {
      return;
    }
    boolean missedSome = change.queue().version() > version + 1;
    version = change.queue().version();
    Instant since = missedSome ? null : busySince;
    if (change.kind() == Change.Kind.SERVED) {
      Instant now = change.queue().updatedAt();
      if (since != null && !now.isBefore(since)) {
        rate = rate.served(Duration.between(since, now).multipliedBy(servers));
      }
      since = now;
    }
    busySince = change.queue().length() >= servers ? since : null;
  }
}
