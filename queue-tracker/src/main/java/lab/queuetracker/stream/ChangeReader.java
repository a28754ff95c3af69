package lab.queuetracker.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lab.platform.kafka.Kafka;
import lab.platform.kafka.Topic;
import lab.platform.kafka.Worker;
import lab.queuetracker.queue.ChangeListener;
import lab.queuetracker.queue.GapListener;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads all changes since the instance started, with a consumer in no group, because every instance
 * needs them all. After a failure it resumes at its last offset. If Kafka no longer has that, or
 * the topic is a different one (a consumer carries on with a topic created again as if it were the
 * same), it reports a gap.
 */
final class ChangeReader extends Worker {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  /** Fetches each change as soon as it arrives, because subscribers wait for it. */
  private static final Map<String, Object> SETTINGS =
      Map.of("fetch.min.bytes", 1, "fetch.max.wait.ms", 2000, "max.poll.records", 1000);

  private final StreamProperties properties;
  private final Kafka kafka;
  private final List<ChangeListener> listeners;
  private final List<GapListener> gaps;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private @Nullable Topic known;
  private volatile @Nullable Consumer<byte[], byte[]> reading;

  ChangeReader(
      StreamProperties properties, List<ChangeListener> listeners, List<GapListener> gaps) {
    super("changes");
    this.properties = properties;
    this.kafka = properties.kafka();
    this.listeners = listeners;
    this.gaps = gaps;
  }

  @Override
  protected void work() throws InterruptedException {
    if (!kafka.makeTopic(properties.topic(), properties.partitions())) {
      throw new KafkaException("Kafka does not answer at " + properties.bootstrapServers());
    }
    try (var topics = kafka.topics();
        Consumer<byte[], byte[]> consumer = kafka.consumer("changes", SETTINGS)) {
      reading = consumer;
      var topic = topics.find(properties.topic());
      begin(consumer, topic);
      long lookedAt = System.nanoTime();
      while (!isStopping()) {
        read(consumer);
        if (System.nanoTime() - lookedAt > LOOK_NANOS) {
          require(topic, topics.find(topic.name()));
          lookedAt = System.nanoTime();
        }
      }
    } finally {
      reading = null;
    }
  }

  private static void require(Topic topic, Topic now) {
    if (!now.equals(topic)) {
      throw new KafkaException(topic + " is " + now + " now");
    }
  }

  private void begin(Consumer<byte[], byte[]> consumer, Topic topic) {
    List<TopicPartition> partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(partition -> new TopicPartition(topic.name(), partition))
            .toList();
    consumer.assign(partitions);
    if (topic.equals(known) && next.keySet().containsAll(partitions)) {
      next.forEach(consumer::seek);
    } else {
      startAtTheEnd(consumer, partitions);
      known = topic;
    }
  }

  private void startAtTheEnd(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    next.clear(); // if a listener fails, everything starts again
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
