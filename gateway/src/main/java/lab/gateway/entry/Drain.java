package lab.gateway.entry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Told to stop, the gateway first says so (health 503, {@code Connection: close}) and serves on for
 * a while. Only then does the server close its door, and waits for what is still in flight.
 */
@Component
class Drain implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  private final DrainProperties properties;
  private volatile boolean running;
  private volatile boolean draining;

  Drain(DrainProperties properties) {
    this.properties = properties;
  }

  boolean isDraining() {
    return draining;
  }

  @Override
  public void start() {
    draining = false;
    running = true;
  }

  @Override
  public void stop(Runnable done) {
    draining = true;
    log.info("Draining for {} ms", properties.delay().toMillis());
    CompletableFuture.delayedExecutor(properties.delay().toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> {
          running = false;
          done.run();
        });
  }

  @Override
  public void stop() {
    draining = true;
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The first to stop, before the web server's graceful shutdown. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
