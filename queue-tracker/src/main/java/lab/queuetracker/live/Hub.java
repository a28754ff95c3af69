package lab.queuetracker.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import lab.queuetracker.queue.Change;
import lab.queuetracker.queue.ChangeListener;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Delivers every change of a line to those who subscribe to it at this instance.
 *
 * <p>Each line has one order, that of its versions. Publishing a change and starting a subscription
 * both hold the line's lock, so a subscriber gets each change exactly once, either from the
 * remembered ones or live. If the changes it lacks are not remembered, it is subscribed first and
 * the snapshot is fetched afterwards: changes newer than the snapshot arrive meanwhile, and wait
 * behind it ({@link Backlog}).
 */
@Component
final class Hub implements ChangeListener {
  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  @Override
  public void changed(Change change) {
    line(change.queue().location()).publish(Update.change(change.queue()));
  }

  /**
   * Subscribes to lines, or restarts the subscriptions.
   *
   * @param after the version that the subscriber has of each line; null if it has none
   * @return the lines for which it now waits for a snapshot
   */
  List<String> subscribe(Mailbox subscriber, Map<String, @Nullable Long> after) {
    var wanting = new ArrayList<String>();
    after.forEach((location, version) -> {
      if (line(location).subscribe(subscriber, version)) {
        wanting.add(location);
      }
    });
    return wanting;
  }

  void unsubscribe(Mailbox subscriber, Collection<String> locations) {
    locations.forEach(location -> line(location).unsubscribe(subscriber));
  }

  /**
   * There was a gap in the stream of changes.
   *
   * @param wanting is given, for each line with subscribers, those who now wait for a snapshot
   */
  void forget(BiConsumer<String, Set<Mailbox>> wanting) {
    lines.forEach((location, line) -> {
      var subscribers = line.forget();
      if (!subscribers.isEmpty()) {
        wanting.accept(location, subscribers);
      }
    });
  }

  /** Bounds the memory by what happens in a period, however many lines there are. */
  void forgetBefore(Instant time) {
    lines.values().forEach(line -> line.forgetBefore(time));
  }

  private Line line(String location) {
    return lines.computeIfAbsent(location, Line::new);
  }
}
