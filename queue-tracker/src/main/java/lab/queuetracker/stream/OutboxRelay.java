package lab.queuetracker.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import lab.platform.kafka.Kafka;
import lab.platform.kafka.Worker;
import lab.queuetracker.queue.Change;
import lab.queuetracker.queue.OutboxSignal;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Brings the outbox's changes to Kafka (Richardson, "Transactional outbox"; "Polling publisher"). A
 * change is forgotten only when Kafka has it, so that one can come twice but none is lost; who
 * reads them knows them by their line's version.
 */
final class OutboxRelay extends Worker {
  /**
   * One request at a time, for idempotence alone does not keep the order: of two under way when a
   * leader has just come up, it may refuse the first and take the second (KAFKA-15591).
   */
  private static final Map<String, Object> IN_ORDER =
      Map.of("max.in.flight.requests.per.connection", 1, "delivery.timeout.ms", 4_000);

  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final StreamProperties properties;
  private final Outbox outbox;
  private final OutboxSignal signal;
  private final Kafka kafka;
  private final Counter sent;
  private volatile double depth;
  private long lookedAt = System.nanoTime() - LOOK_NANOS;

  OutboxRelay(
      StreamProperties properties, Outbox outbox, OutboxSignal signal, MeterRegistry meters) {
    super("outbox");
    this.properties = properties;
    this.outbox = outbox;
    this.signal = signal;
    this.kafka = properties.kafka();
    this.sent =
        Counter.builder("lab.outbox.sent")
            .description("Changes that this instance brought from the outbox to Kafka")
            .register(meters);
    Gauge.builder("lab.outbox.depth", this, relay -> relay.depth)
        .description("Changes in the outbox at the last look")
        .register(meters);
  }

  @Override
  protected void work() throws InterruptedException {
    look(); // the outbox is of most interest while Kafka is away
    if (!kafka.makeTopic(properties.topic(), properties.partitions())) {
      throw new KafkaException("Kafka does not answer at " + properties.bootstrapServers());
    }
    var producer = kafka.producer("outbox", IN_ORDER);
    try {
      boolean wanted = true;
      while (!isStopping()) {
        look();
        var relayed = outbox.relay(properties.batch(), changes -> send(producer, changes));
        sent.increment((double) relayed.orElse(0));
        if (relayed.isPresent()) {
          wanted = relayed.getAsLong() > 0 || signal.await(properties.idle());
        } else if (wanted) {
          Thread.sleep(properties.pause());
        } else {
          wanted = signal.await(properties.idle());
        }
      }
    } finally {
      producer.close(CLOSE);
    }
  }

  private void look() {
    long now = System.nanoTime();
    if (now - lookedAt > LOOK_NANOS) {
      lookedAt = now;
      depth = outbox.depth();
    }
  }

  /**
   * Sends all, or up to the first that fails: were those behind it to arrive, it would come after
   * them the next time. Closing the producer from the callback of the failure keeps them back, as
   * KafkaProducer's documentation of {@code close} has it.
   */
  private void send(Producer<String, byte[]> producer, List<Change> changes) {
    var failure = new AtomicReference<@Nullable Exception>();
    try {
      for (Change change : changes) {
        var _ =
            producer.send(
                record(change),
                (where, e) -> {
                  if (e != null && failure.compareAndSet(null, e)) {
                    producer.close(Duration.ZERO);
                  }
                });
      }
    } catch (IllegalStateException closed) {
      failure.compareAndSet(null, closed);
    }
    producer.flush();
    var first = failure.get();
    if (first != null) {
      throw new KafkaException("Kafka did not take the changes", first);
    }
  }

  private ProducerRecord<String, byte[]> record(Change change) {
    return new ProducerRecord<>(
        properties.topic(), change.queue().location(), ChangeEvent.toJson(change));
  }
}
