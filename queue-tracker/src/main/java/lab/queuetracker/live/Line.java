package lab.queuetracker.live;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line as the hub knows it: its latest changes, and who subscribes to it. */
final class Line {
  /** Changes that a subscriber who comes back can be given one by one. */
  static final int REMEMBERED = 64;

  private final String location;
  private final ArrayDeque<Update> latest = new ArrayDeque<>();
  private final Set<Mailbox> subscribers = new HashSet<>();

  Line(String location) {
    this.location = location;
  }

  /** Passes a change on, unless it was passed on before. */
  synchronized void publish(Update change) {
    var last = latest.peekLast();
    if (last != null && change.seq() <= last.seq()) {
      return;
    }
    latest.add(change.of(location));
    if (latest.size() > REMEMBERED) {
      latest.remove();
    }
    subscribers.forEach(subscriber -> subscriber.offer(change));
  }

  /**
   * Subscribes.
   *
   * @param after what the subscriber has; null if nothing
   * @return whether the subscriber is now waiting for a snapshot: it has nothing, or what it lacks
   *     is not remembered
   */
  synchronized boolean subscribe(Mailbox subscriber, @Nullable Long after) {
    subscribers.add(subscriber);
    if (after != null && remembersAllSince(after)) {
      subscriber.open(location, Backlog.following(after));
      latest.forEach(subscriber::offer);
      return false;
    }
    subscriber.open(location, Backlog.awaitingSnapshot(after == null ? 0 : after));
    return true;
  }

  synchronized void unsubscribe(Mailbox subscriber) {
    subscribers.remove(subscriber);
    subscriber.drop(location);
  }

  /** Remembers nothing from before then, except the latest change. */
  synchronized void forgetBefore(Instant time) {
    while (latest.size() > 1 && latest.getFirst().at().isBefore(time)) {
      latest.remove();
    }
  }

  /** After a gap in the stream: what is remembered is worth nothing, and all need a snapshot. */
  synchronized Set<Mailbox> forget() {
    latest.clear();
    subscribers.forEach(mailbox -> mailbox.open(location, Backlog.awaitingSnapshot(0)));
    return Set.copyOf(subscribers);
  }

  private boolean remembersAllSince(long after) {
    return !latest.isEmpty()
        && latest.getFirst().seq() <= after + 1
        && after <= latest.getLast().seq();
  }
}
