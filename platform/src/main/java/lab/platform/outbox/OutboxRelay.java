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
 * Moves the outbox's messages to Kafka (Richardson, "Transactional outbox"; "Polling publisher"). A
 * message is deleted only once Kafka has it, so none is lost but one can be sent twice; consumers
 * must recognise a duplicate by its content.
 */
public final class OutboxRelay extends Worker {
  /**
   * One request at a time, because idempotence alone does not preserve the order: of two in flight
   * when a leader has just come up, the broker may refuse the first and accept the second
   * (KAFKA-15591).
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
   * The relay's settings.
   *
   * @param partitions the topic's minimum
   * @param batch the most messages sent at a time
   * @param pause how long a relay with messages to send waits while another instance relays
   * @param idle how often the relay polls without a signal: messages of an instance that died wait
   *     at most that long
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
    look(); // the outbox is most interesting while Kafka is down
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
   * Sends all of them, or up to the first that fails: if those after it arrived, the failed one
   * would follow them on the next attempt. Closing the producer in the callback of the failure
   * holds them back, as KafkaProducer's documentation of {@code close} says.
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
