package lab.queuetracker.waiting;

import java.time.Duration;
import java.time.Instant;
import lab.queuetracker.prediction.ServiceRate;
import lab.queuetracker.queue.Change;
import org.jspecify.annotations.Nullable;

/**
 * Learns from one line's changes how fast its counters serve.
 *
 * <p>When a service began is not told. But as long as more stand in line than there are counters,
 * all counters work, and from one end of a service to the next they have worked, together, that
 * time at each of them. Once a counter may have been idle, the time is of no use, and the next end
 * only begins a new stretch.
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

  /** Repetitions count nothing. */
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
