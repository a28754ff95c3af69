package lab.queuetracker.live;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one subscriber.
 *
 * <p>A producer leaves an update here and moves on; a thread of the mailbox's own, which exists
 * only while there is something to send, delivers it. So a slow subscriber blocks nobody else, and
 * what is kept for it is bounded by its subscriptions ({@link Backlog}).
 */
final class Mailbox {
  private final Sink sink;
  private final Executor carriers;
  private final LiveMetrics metrics;
  private final Consumer<Mailbox> onBroken;
  private final Map<String, Backlog> backlogs = new LinkedHashMap<>();
  private boolean beatDue;
  private boolean carrying;
  private boolean closed;
  private @Nullable Duration sentAway;

  /**
   * @param carriers runs tasks that may block for long
   * @param onBroken closes it when the subscriber can no longer be reached
   */
  Mailbox(Sink sink, Executor carriers, LiveMetrics metrics, Consumer<Mailbox> onBroken) {
    this.sink = sink;
    this.carriers = carriers;
    this.metrics = metrics;
    this.onBroken = onBroken;
  }

  /** Starts a subscription, or restarts it. */
  synchronized void open(String location, Backlog backlog) {
    if (!closed && backlogs.put(location, backlog) == null) {
      metrics.subscribed(1);
    }
  }

  /** Ends a subscription; its waiting updates are not sent. */
  synchronized void drop(String location) {
    if (backlogs.remove(location) != null) {
      metrics.subscribed(-1);
    }
  }

  synchronized Set<String> locations() {
    return Set.copyOf(backlogs.keySet());
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized int size() {
    return backlogs.size();
  }

  synchronized void offer(Update update) {
    var backlog = backlogs.get(update.location());
    if (backlog != null) {
      backlog.add(update);
      carry();
    }
  }

  synchronized void begin(Update snapshot) {
    var backlog = backlogs.get(snapshot.location());
    if (backlog != null) {
      backlog.begin(snapshot);
      carry();
    }
  }

  synchronized void beat() {
    beatDue = true;
    carry();
  }

  synchronized void sendAway(Duration retry) {
    sentAway = retry;
    carry();
  }

  /**
   * From now on nothing is sent and no subscription started; returns the subscriptions there were.
   */
  synchronized Set<String> close() {
    closed = true;
    var locations = locations();
    backlogs.clear();
    metrics.subscribed(-locations.size());
    return locations;
  }

  private void carry() {
    if (!carrying && !closed) {
      carrying = true;
      carriers.execute(this::carryAll);
    }
  }

  private void carryAll() {
    try {
      while (carryOnce()) {}
    } catch (IOException | RuntimeException e) {
      onBroken.accept(this);
      sink.close();
    }
  }

  /** False once there is nothing left to send. */
  private boolean carryOnce() throws IOException {
    List<Update> batch = new ArrayList<>();
    boolean beat;
    Duration retry;
    synchronized (this) {
      backlogs.values().forEach(backlog -> backlog.drainTo(batch));
      beat = beatDue;
      beatDue = false;
      retry = sentAway;
      if (closed || (batch.isEmpty() && !beat && retry == null)) {
        carrying = false;
        return false;
      }
    }
    if (!batch.isEmpty()) {
      sink.send(batch);
      metrics.sent(batch);
    } else if (beat) {
      sink.beat();
    }
    if (retry != null) {
      onBroken.accept(this);
      sink.sendAway(retry);
    }
    return true;
  }
}
