package lab.urlshortener.click;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import lab.platform.kafka.Kafka;
import lab.platform.metrics.Latency;
import lab.platform.tracing.Tracing;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends clicks to Kafka.
 *
 * <p>A request only puts its click into a bounded queue, or drops and counts it if the queue is
 * full. One thread empties the queue, and only that thread ever waits for Kafka. So Kafka may be
 * slow, or down from the start, and no redirect notices: the price is lost clicks, and a counter
 * says how many.
 *
 * <p>It stops after the web server, so that the last requests' clicks are sent too, in bounded
 * time.
 */
@Component
class KafkaClicks implements Clicks, SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(KafkaClicks.class);
  private static final int BATCH = 500;
  private static final Pattern REQUEST = Pattern.compile("[0-9a-f]{16}");
  private static final Duration RETRY = Duration.ofMillis(500);

  /**
   * For a topic that is lost and created again meanwhile: one request at a time (of two in flight,
   * the first could be refused and the second accepted, and the first is lost: KAFKA-15591), and
   * enough time to wait for the topic.
   */
  private static final Map<String, Object> PATIENTLY =
      Map.of("max.in.flight.requests.per.connection", 1, "max.block.ms", 5_000L);

  private final ClickProperties properties;
  private final Kafka kafka;
  private final Clock clock;
  private final Tracing tracing;
  private final String instance;
  private final ArrayBlockingQueue<Click> queue;
  private final Counter sent;
  private final Counter dropped;
  private final Counter failed;
  private final Timer publish;
  private volatile boolean stopping;
  private volatile @Nullable Thread dispatcher;

  KafkaClicks(
      ClickProperties properties,
      Clock clock,
      MeterRegistry meters,
      Tracing tracing,
      @Value("${lab.instance}") String instance) {
    this.properties = properties;
    this.kafka = properties.kafka();
    this.clock = clock;
    this.tracing = tracing;
    this.instance = instance;
    this.queue = new ArrayBlockingQueue<>(properties.queueSize());
    this.sent = counter(meters, "sent");
    this.dropped = counter(meters, "dropped");
    this.failed = counter(meters, "failed");
    this.publish =
        Latency.timer("lab.clicks.publish")
            .description("From the producer's send to the brokers' acknowledgement")
            .register(meters);
    Gauge.builder("lab.clicks.queue", queue, ArrayBlockingQueue::size)
        .description("Clicks that wait to be sent")
        .register(meters);
  }

  @Override
  public void clicked(String code, @Nullable String request) {
    String name = request != null && REQUEST.matcher(request).matches() ? request : null;
    if (!queue.offer(new Click(code, clock.millis(), name, Span.current()))) {
      dropped.increment();
    }
  }

  @Override
  public void start() {
    dispatcher = Thread.ofPlatform().daemon().name("clicks").start(this::dispatch);
  }

  @Override
  public void stop() {
    stopping = true;
    var thread = dispatcher;
    dispatcher = null;
    if (thread == null) {
      return;
    }
    try {
      if (!thread.join(properties.stopTimeout().plusSeconds(1))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!queue.isEmpty()) {
      log.warn("{} clicks could not be sent before the stop", queue.size());
      dropped.increment(queue.size());
    }
  }

  @Override
  public boolean isRunning() {
    return dispatcher != null;
  }

  /** Starts before the web server and stops after it. */
  @Override
  public int getPhase() {
    return 0;
  }

  private void dispatch() {
    try {
      if (!topicIsThere()) {
        return;
      }
    } catch (InterruptedException e) {
      return;
    }
    var producer = kafka.producer("clicks", PATIENTLY);
    try {
      pump(producer);
    } catch (InterruptedException e) {
      log.warn("interrupted while sending clicks");
    } finally {
      producer.close(properties.stopTimeout());
    }
  }

  private boolean topicIsThere() throws InterruptedException {
    boolean told = false;
    while (!kafka.makeTopic(properties.topic(), properties.partitions())) {
      if (stopping) {
        return false;
      }
      if (!told) {
        log.warn("Kafka does not answer at {}; clicks wait", properties.bootstrapServers());
        told = true;
      }
      Thread.sleep(RETRY);
    }
    log.info("clicks go to topic {} at {}", properties.topic(), properties.bootstrapServers());
    return true;
  }

  private void pump(Producer<String, byte[]> producer) throws InterruptedException {
    List<Click> batch = new ArrayList<>(BATCH);
    while (!stopping || !queue.isEmpty()) {
      var first = queue.poll(50, TimeUnit.MILLISECONDS);
      if (first == null) {
        continue;
      }
      batch.add(first);
      queue.drainTo(batch, BATCH - 1);
      for (Click click : batch) {
        send(producer, click);
      }
      batch.clear();
    }
  }

  private void send(Producer<String, byte[]> producer, Click click) {
    var event = new ProducerRecord<>(properties.topic(), click.code(), click.toJson(instance));
    long start = System.nanoTime();
    Span span = tracing.producer("Kafka send " + properties.topic(), click.span());
    String traceparent = Tracing.traceparent(span);
    if (traceparent != null) {
      event.headers().add(Tracing.TRACEPARENT, traceparent.getBytes(StandardCharsets.US_ASCII));
    }
    try {
      var _ =
          producer.send(
              event,
              (where, failure) -> {
                span.end();
                if (failure == null) {
                  sent.increment();
                  publish.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                } else {
                  failed.increment();
                }
              });
    } catch (KafkaException e) {
      span.end();
      failed.increment();
    }
  }

  private static Counter counter(MeterRegistry meters, String result) {
    return Counter.builder("lab.clicks")
        .description("Click events, by what became of them")
        .tag("result", result)
        .register(meters);
  }
}
