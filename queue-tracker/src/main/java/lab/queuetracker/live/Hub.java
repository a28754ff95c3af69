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
 * Brings every change of a line to those who subscribe to it at this instance.
 *
 * <p>For each line there is one order, that of its versions. Publishing a change and beginning a
 * subscription both hold the line's lock, so that a subscriber gets each change either as
 * remembered from before or as it comes, never twice and never not at all. Where what it lacks is
 * not remembered, it is subscribed first and the snapshot fetched then: what the snapshot is too
 * old for arrives meanwhile, and waits behind it ({@link Backlog}).
 */
@Component
final class Hub implements ChangeListener {
  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  @Override
  public void changed(Change change) {
    line(change.queue().location()).publish(Update.change(change.queue()));
  }

  /**
   * Subscribes to lines, or begins the subscriptions anew.
   *
   * @param after the version that the subscriber has of each line; null if it has none
   * @return the lines of which it waits for a snapshot now
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
   * @param wanting is told, of each line that has subscribers, who waits for a snapshot now
   */
  void forget(BiConsumer<String, Set<Mailbox>> wanting) {
    lines.forEach((location, line) -> {
      var subscribers = line.forget();
      if (!subscribers.isEmpty()) {
        wanting.accept(location, subscribers);
      }
    });
  }

  /** Bounds what is remembered by what happens in a while, however many lines there are. */
  void forgetBefore(Instant time) {
    lines.values().forEach(line -> line.forgetBefore(time));
  }

  private Line line(String location) {
    return lines.computeIfAbsent(location, Line::new);
  }
}
