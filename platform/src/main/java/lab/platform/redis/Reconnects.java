package lab.platform.redis;

import io.lettuce.core.event.Event;
import io.lettuce.core.event.EventBus;
import io.lettuce.core.event.connection.ConnectedEvent;
import io.lettuce.core.event.connection.ReconnectAttemptEvent;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Notifies when a lost connection is back. Lettuce also connects for its own purposes, such as
 * reading the topology; only a node that had to be retried counts.
 */
final class Reconnects {
  private final Set<SocketAddress> lost = ConcurrentHashMap.newKeySet();
  private final List<Runnable> actions = new CopyOnWriteArrayList<>();

  private Reconnects() {}

  static Reconnects watch(EventBus events) {
    var reconnects = new Reconnects();
    var _ = events.get().subscribe(reconnects::on);
    return reconnects;
  }

  void add(Runnable action) {
    actions.add(action);
  }

  private void on(Event event) {
    if (event instanceof ReconnectAttemptEvent attempt) {
      lost.add(attempt.remoteAddress());
    } else if (event instanceof ConnectedEvent connected
        && lost.remove(connected.remoteAddress())) {
      actions.forEach(Runnable::run);
    }
  }
}
