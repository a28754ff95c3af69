package lab.urlshortener.stats;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import lab.platform.tracing.Tracing;
import lab.urlshortener.postgres.StoreUnavailableException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Counts clicks, as a member of the consumer group, in a thread of its own.
 *
 * <p>Where each partition's counting stands is PostgreSQL's to say ({@link ClickCounts}), so there
 * is one answer to every failure, be it Kafka's, PostgreSQL's, or that another member has counted a
 * partition meanwhile: leave the group, wait a little, longer each time, join it again and go on
 * from what PostgreSQL says.
 */
@Component
class ClickCounter implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ClickCounter.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration STOP = Duration.ofSeconds(2);

  private final StatsProperties properties;
  private final ClickCounts counts;
  private final Counter counted;
  private final Tracing tracing;
  private volatile boolean stopping;
  private volatile @Nullable Membership membership;
  private volatile @Nullable Thread thread;

  ClickCounter(
      StatsProperties properties, ClickCounts counts, MeterRegistry meters, Tracing tracing) {
    this.properties = properties;
    this.counts = counts;
    this.tracing = tracing;
    this.counted =
        Counter.builder("lab.clicks.counted")
            .description("Click events that this instance added to the counts")
            .register(meters);
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().daemon().name("stats").start(this::run);
  }

  @Override
  public void stop() {
    stopping = true;
    var joined = membership;
    if (joined != null) {
      joined.wakeUp();
    }
    var running = thread;
    thread = null;
    if (running == null) {
      return;
    }
    try {
      if (!running.join(STOP)) {
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

  /** Starts before the web server and stops after it. */
  @Override
  public int getPhase() {
    return 0;
  }

  private void run() {
    var pause = FIRST_PAUSE;
    while (!stopping) {
      boolean hasCounted = false;
      try (var joined = new Membership(properties, counts, counted, tracing)) {
        membership = joined;
        while (!stopping) {
          hasCounted |= joined.count(POLL);
        }
      } catch (WakeupException e) {
        log.debug("woken up to stop", e);
      } catch (KafkaException | DataAccessException | StoreUnavailableException e) {
        pause = hasCounted ? FIRST_PAUSE : pause;
        log.warn("clicks are not counted for {}: {}", pause, e.toString().replaceAll("\\s+", " "));
        if (!sleep(pause)) {
          return;
        }
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
  }

  /** False if it was interrupted: the end. */
  private static boolean sleep(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
