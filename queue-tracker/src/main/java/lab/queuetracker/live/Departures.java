package lab.queuetracker.live;

import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Checks twice a second whether the clients of long polls and event streams are still connected, so
 * that a client that is gone holds no slot. (Tomcat reads WebSockets all the time, and notices
 * their end.)
 *
 * <p>All that TCP shows is that a client sends no more, which is true of a client that is gone and
 * of one that has only finished sending. The reaction is right for both: a poll is answered at
 * once, an event stream is sent a heartbeat. A client that is gone answers with a reset, and at the
 * next check or heartbeat the stream ends.
 */
@Component
final class Departures
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Departures.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final Map<WatchableHttp.Connection, Runnable> watched = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watchman =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("departures").factory());

  Departures() {
    var _ =
        watchman.scheduleWithFixedDelay(
            () -> watched.forEach(this::look),
            INTERVAL.toMillis(),
            INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.setProtocol(WatchableHttp.class.getName());
  }

  /**
   * Watches the client of a waiting request.
   *
   * @param onSign is called on each sign that the client may be gone; must not block
   * @return ends the watch
   */
  Runnable watch(ServletRequest request, Runnable onSign) {
    if (!(request.getServletConnection() instanceof WatchableHttp.Connection connection)) {
      throw new IllegalStateException("Not a request of " + WatchableHttp.class);
    }
    watched.put(connection, onSign);
    return () -> watched.remove(connection);
  }

  private void look(WatchableHttp.Connection connection, Runnable onSign) {
    var look = connection.look();
    if (look == WatchableHttp.Look.OVER) {
      watched.remove(connection);
    }
    if (look != WatchableHttp.Look.QUIET) {
      try {
        onSign.run();
      } catch (RuntimeException e) {
        log.warn("A subscriber that may be gone is left to its time-out", e);
      }
    }
  }

  @Override
  public void close() {
    watchman.shutdownNow();
  }
}
