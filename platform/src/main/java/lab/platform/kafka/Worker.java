package lab.platform.kafka;

import java.time.Duration;
import lab.platform.resilience.StoreUnavailableException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * A thread that works for as long as the service runs. When a store fails, it releases everything
 * it holds, backs off (longer each time) and starts again. It starts before the web server and
 * stops after it.
 */
public abstract class Worker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration STOP = Duration.ofSeconds(2);

  private final String name;
  private volatile boolean stopping;
  private volatile @Nullable Thread thread;

  /**
   * Not started yet.
   *
   * @param name the thread's name
   */
  protected Worker(String name) {
    this.name = name;
  }

  /**
   * Works until {@link #isStopping}.
   *
   * @throws KafkaException when Kafka is unavailable, or another member has taken over the work
   * @throws StoreUnavailableException when PostgreSQL is unavailable
   */
  protected abstract void work() throws InterruptedException;

  /** Interrupts a wait, from another thread. */
  protected void wakeUp() {}

  protected final boolean isStopping() {
    return stopping;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  @Override
  public void stop() {
    stopping = true;
    wakeUp();
    var running = thread;
    thread = null;
    try {
      if (running != null && !running.join(STOP)) {
        running.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return 0;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (!stopping) {
      long start = System.nanoTime();
      try {
        work();
      } catch (WakeupException | InterruptException | InterruptedException e) {
        log.debug("woken up to stop", e);
      } catch (KafkaException
          | DataAccessException
          | TransactionException
          | StoreUnavailableException e) {
        boolean workedLong = System.nanoTime() - start > LONGEST_PAUSE.toNanos();
        pause = workedLong ? FIRST_PAUSE : pause;
        log.warn("{} pauses for {}: {}", name, pause, e.toString().replaceAll("\\s+", " "));
        pause = sleep(pause);
      }
    }
  }

  /** Sleeps, and returns the length of the next pause. */
  private Duration sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      stopping = true;
    }
    Duration next = pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
  }
}
