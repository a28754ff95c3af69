package lab.platform.health;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The first thing to stop: it reports unhealthy and then delays the rest of the shutdown, so that
 * the load balancer has stopped sending requests by the time the web server refuses them.
 */
public final class Drain implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  private final DrainProperties properties;
  private final List<OnDrain> listeners;
  private volatile boolean accepting;

  Drain(DrainProperties properties, List<OnDrain> listeners) {
    this.properties = properties;
    this.listeners = listeners;
  }

  /** Whether it has been told to stop or has not started yet. */
  public boolean isDraining() {
    return !accepting;
  }

  @Override
  public void start() {
    accepting = true;
  }

  @Override
  public void stop() {
    accepting = false;
  }

  @Override
  public void stop(Runnable callback) {
    accepting = false;
    log.info("draining for {}", properties.delay());
    CompletableFuture.delayedExecutor(
            properties.delay().toNanos(), TimeUnit.NANOSECONDS, Thread::startVirtualThread)
        .execute(callback);
    listeners.forEach(this::tell);
  }

  @Override
  public boolean isRunning() {
    return accepting;
  }

  /** Starts last and stops first, before the web server's graceful shutdown. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  private void tell(OnDrain listener) {
    try {
      listener.draining(properties.delay());
    } catch (RuntimeException e) {
      log.warn("a listener failed; draining continues", e);
    }
  }
}
