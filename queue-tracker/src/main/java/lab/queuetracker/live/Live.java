package lab.queuetracker.live;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lab.platform.health.OnDrain;
import lab.queuetracker.place.Catalogue;
import lab.queuetracker.queue.GapListener;
import lab.queuetracker.queue.Queues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The subscribers of this instance: who is connected, how, and to which lines. Every transport
 * registers here with a {@link Sink}.
 */
@Component
final class Live implements GapListener, OnDrain, AutoCloseable {
  /** How long changes are remembered for subscribers who reconnect. */
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final Hub hub;
  private final Queues queues;
  private final Catalogue places;
  private final LiveProperties properties;
  private final LiveMetrics metrics;
  private final Map<Mailbox, Transport> connected = new ConcurrentHashMap<>();
  private final AtomicInteger load = new AtomicInteger(); // in WebSockets
  private final ExecutorService carriers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeat").factory());
  private volatile boolean draining;

  Live(
      Hub hub,
      Queues queues,
      Catalogue places,
      LiveProperties properties,
      LiveMetrics metrics,
      Clock clock) {
    this.hub = hub;
    this.queues = queues;
    this.places = places;
    this.properties = properties;
    this.metrics = metrics;
    long beat = properties.heartbeat().toMillis();
    var _ =
        heart.scheduleAtFixedRate(
            () -> {
              connected.keySet().forEach(Mailbox::beat);
              hub.forgetBefore(clock.instant().minus(REMEMBERED));
            },
            beat,
            beat,
            TimeUnit.MILLISECONDS);
  }

  /** This instance cannot take another connection, or another followed line, now. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String why) {
      super(why, null, false, false);
    }
  }

  /** More lines than one connection may follow. */
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMany(int bound) {
      super("A connection follows at most " + bound + " lines.", null, false, false);
    }
  }

  /**
   * @throws Refused when the instance is full or stopping
   */
  Mailbox connect(Transport transport, Sink sink) {
    if (draining) {
      throw new Refused("This instance is stopping.");
    }
    int weight = transport.weight();
    if (load.addAndGet(weight) > properties.maxConnections()) {
      load.addAndGet(-weight);
      throw new Refused("This instance has the most subscribers allowed.");
    }
    var mailbox = new Mailbox(sink, carriers, metrics, this::disconnect);
    connected.put(mailbox, transport);
    metrics.connected(transport, 1);
    return mailbox;
  }

  void disconnect(Mailbox mailbox) {
    var transport = connected.remove(mailbox);
    if (transport == null) {
      return;
    }
    hub.unsubscribe(mailbox, mailbox.close());
    load.addAndGet(-transport.weight());
    metrics.connected(transport, -1);
  }

  /**
   * Subscribes to lines, or restarts the subscriptions; each starts with a snapshot or with the
   * changes that the subscriber lacks.
   *
   * @param after the version that the subscriber has of each line; null if it has none
   * @return the lines that do not exist
   * @throws TooMany when it would follow too many; its subscriptions are then unchanged
   * @throws Refused when the instance's limit of followed lines is reached
   */
  Set<String> subscribe(Mailbox mailbox, Map<String, @Nullable Long> after) {
    var known = new HashMap<String, @Nullable Long>(after);
    known.keySet().removeIf(location -> !places.contains(location));
    var followed = new HashSet<>(mailbox.locations());
    followed.addAll(known.keySet());
    if (followed.size() > properties.maxSubscriptions()) {
      throw new TooMany(properties.maxSubscriptions());
    }
    int more = followed.size() - mailbox.size();
    if (more > 0 && metrics.subscriptions() + more > properties.maxSubscriptionsOfAll()) {
      throw new Refused(
          "This instance has its "
              + properties.maxSubscriptionsOfAll()
              + " lines followed already.");
    }
    var wanting = hub.subscribe(mailbox, known);
    try {
      queues.all(wanting).forEach(queue -> mailbox.begin(Update.snapshot(queue)));
    } catch (RuntimeException e) {
      hub.unsubscribe(mailbox, wanting);
      throw e;
    } finally {
      if (mailbox.isClosed()) { // closed while it subscribed
        hub.unsubscribe(mailbox, known.keySet());
      }
    }
    var unknown = new HashSet<>(after.keySet());
    unknown.removeAll(known.keySet());
    return unknown;
  }

  void unsubscribe(Mailbox mailbox, Collection<String> locations) {
    var followed = new HashSet<>(mailbox.locations());
    followed.retainAll(locations);
    hub.unsubscribe(mailbox, followed);
  }

  /** Every subscriber gets a snapshot of the lines that it follows. */
  @Override
  public void startAnew() {
    hub.forget((location, subscribers) ->
        queues
            .all(List.of(location))
            .forEach(
                queue -> subscribers.forEach(mailbox -> mailbox.begin(Update.snapshot(queue)))));
  }

  @Override
  public void draining(Duration delay) {
    draining = true;
    connected.keySet().forEach(mailbox -> mailbox.sendAway(jitter()));
  }

  /** So that subscribers who are sent away together do not all reconnect together. */
  private Duration jitter() {
    long within = properties.reconnectWithin().toMillis();
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(within + 1));
  }

  @Override
  public void close() {
    heart.shutdownNow();
    carriers.shutdownNow();
  }
}
