package lab.platform.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import lab.platform.kafka.Kafka;
import lab.platform.kafka.Worker;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Brings the outbox's messages to Kafka (Richardson, "Transactional outbox"; "Polling publisher").
 * A message is forgotten only when Kafka has it, so that one can come twice but none is lost; its
 * readers must know a repetition by what is in it.
 */
public final class OutboxRelay extends Worker {
  /**
   * One request at a time, for idempotence alone does not keep the order: of two under way when a
   * leader has just come up, it may refuse the first and take the second (KAFKA-15591).
   */
  private static final Map<String, Object> IN_ORDER =
      Map.of("max.in.flight.requests.per.connection", 1, "delivery.timeout.ms", 4_000);

  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final Kafka kafka;
  private final Settings settings;
  private final Outbox outbox;
  private final OutboxSignal signal;
  private final Counter sent;
  private volatile double depth;
  private long lookedAt = System.nanoTime() - LOOK_NANOS;

  /**
   * What the relay does.
   *
   * @param partitions of the topic, at least
   * @param batch the most messages that are sent at a time
   * @param pause how long a relay that has something to send waits for the one that is at it
   * @param idle how often a relay looks without being told: that long the messages of an instance
   *     that died wait
   */
  public record Settings(String topic, int partitions, int batch, Duration pause, Duration idle) {}

  /** Not started yet. */
  public OutboxRelay(
      Kafka kafka, Settings settings, Outbox outbox, OutboxSignal signal, MeterRegistry meters) {
    super("outbox");
    this.kafka = kafka;
    this.settings = settings;
    this.outbox = outbox;
    this.signal = signal;
    this.sent =
        Counter.builder("lab.outbox.sent")
            .description("Messages that this instance brought from the outbox to Kafka")
            .register(meters);
    Gauge.builder("lab.outbox.depth", this, relay -> relay.depth)
        .description("Messages in the outbox at the last look")
        .register(meters);
  }

  @Override
  protected void work() throws InterruptedException {
    look(); // the outbox is of most interest while Kafka is away
    if (!kafka.makeTopic(settings.topic(), settings.partitions())) {
      throw new KafkaException("Kafka does not answer at " + kafka);
    }
    var producer = kafka.producer("outbox", IN_ORDER);
    try {
      boolean wanted = true;
      while (!isStopping()) {
        look();
        var relayed = outbox.relay(settings.batch(), messages -> send(producer, messages));
        sent.increment((double) relayed.orElse(0));
        if (relayed.isPresent()) {
          wanted = relayed.getAsLong() > 0 || signal.await(settings.idle());
        } else if (wanted) {
          Thread.sleep(settings.pause());
        } else {
          wanted = signal.await(settings.idle());
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
  private void send(Producer<String, byte[]> producer, List<Message> messages) {
    var failure = new AtomicReference<@Nullable Exception>();
    try {
      for (Message message : messages) {
        var _ =
            producer.send(
                new ProducerRecord<>(
                    settings.topic(),
                    message.key(),
                    message.value().getBytes(StandardCharsets.UTF_8)),
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
      throw new KafkaException("Kafka did not take the messages", first);
    }
  }
}
