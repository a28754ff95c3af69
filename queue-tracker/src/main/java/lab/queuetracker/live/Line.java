package lab.queuetracker.live;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line as the hub sees it: its latest changes and its subscribers. */
final class Line {
  /** How many changes are kept to send one by one to a subscriber who reconnects. */
  static final int REMEMBERED = 64;

  private final String location;
  private final ArrayDeque<Update> latest = new ArrayDeque<>();
  private final Set<Mailbox> subscribers = new HashSet<>();

  Line(String location) {
    this.location = location;
  }

  /** Passes a change on, unless that was done before. */
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
   * @param after the version that the subscriber has; null if none
   * @return whether the subscriber now waits for a snapshot: it has nothing, or what it lacks is
   *     not remembered
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

  /** Drops what is older than that, except the latest change. */
  synchronized void forgetBefore(Instant time) {
    while (latest.size() > 1 && latest.getFirst().at().isBefore(time)) {
      latest.remove();
    }
  }

  /** After a gap in the stream: the remembered changes are worthless, and all need a snapshot. */
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
