package lab.queuetracker.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lab.platform.kafka.Kafka;
import lab.platform.kafka.Worker;
import lab.queuetracker.queue.ChangeListener;
import lab.queuetracker.queue.GapListener;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads all changes, from when the instance started on: a reader of its own, in no group, for every
 * instance needs them all. What it lost it goes on from; where Kafka no longer has that, it says
 * that there is a gap.
 */
final class ChangeReader extends Worker {
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Each change as it comes: this reader is what subscribers wait for. */
  private static final Map<String, Object> SETTINGS =
      Map.of("fetch.min.bytes", 1, "fetch.max.wait.ms", 500, "max.poll.records", 1000);

  private final StreamProperties properties;
  private final Kafka kafka;
  private final List<ChangeListener> listeners;
  private final List<GapListener> gaps;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private volatile @Nullable Consumer<byte[], byte[]> reading;

  ChangeReader(
      StreamProperties properties, List<ChangeListener> listeners, List<GapListener> gaps) {
    super("changes");
    this.properties = properties;
    this.kafka = new Kafka(properties.bootstrapServers());
    this.listeners = listeners;
    this.gaps = gaps;
  }

  @Override
  protected void work() throws InterruptedException {
    if (!kafka.makeTopic(properties.topic(), properties.partitions())) {
      throw new KafkaException("Kafka does not answer at " + properties.bootstrapServers());
    }
    try (Consumer<byte[], byte[]> consumer = kafka.consumer("changes", SETTINGS)) {
      reading = consumer;
      begin(consumer);
      while (!isStopping()) {
        read(consumer);
      }
    } finally {
      reading = null;
    }
  }

  private void begin(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(properties.topic()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    if (!next.keySet().containsAll(partitions)) {
      startAtTheEnd(consumer, partitions);
    } else {
      next.forEach(consumer::seek);
    }
  }

  private void startAtTheEnd(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    next.clear(); // should a listener fail, it all begins anew
    var ends = consumer.endOffsets(partitions);
    ends.forEach(consumer::seek);
    gaps.forEach(GapListener::startAnew);
    next.putAll(ends);
  }

  private void read(Consumer<byte[], byte[]> consumer) {
    try {
      for (var event : consumer.poll(POLL)) {
        ChangeEvent.parse(event.value())
            .ifPresent(change -> listeners.forEach(listener -> listener.changed(change)));
        next.put(new TopicPartition(event.topic(), event.partition()), event.offset() + 1);
      }
    } catch (OffsetOutOfRangeException e) {
      startAtTheEnd(consumer, List.copyOf(next.keySet()));
    }
  }

  @Override
  protected void wakeUp() {
    var consumer = reading;
    if (consumer != null) {
      consumer.wakeup();
    }
  }
}
