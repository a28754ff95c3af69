package lab.urlshortener.cache;

import io.lettuce.core.event.Event;
import io.lettuce.core.event.EventBus;
import io.lettuce.core.event.connection.ConnectedEvent;
import io.lettuce.core.event.connection.ReconnectAttemptEvent;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells when a lost connection is there again. Lettuce also connects for its own ends, as to ask
 * for the topology; only a node that had to be tried again counts.
 */
final class Reconnects {
  private final Set<SocketAddress> lost = ConcurrentHashMap.newKeySet();
  private final Runnable onReconnect;

  private Reconnects(Runnable onReconnect) {
    this.onReconnect = onReconnect;
  }

  static void watch(EventBus events, Runnable onReconnect) {
    var reconnects = new Reconnects(onReconnect);
    var _ = events.get().subscribe(reconnects::on);
  }

  private void on(Event event) {
    if (event instanceof ReconnectAttemptEvent attempt) {
      lost.add(attempt.remoteAddress());
    } else if (event instanceof ConnectedEvent connected
        && lost.remove(connected.remoteAddress())) {
      onReconnect.run();
    }
  }
}
