package lab.urlshortener.stats;

import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lab.platform.tracing.Tracing;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stay in the consumer group, from joining it to the first failure. Not thread-safe. */
final class Membership implements ConsumerRebalanceListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Membership.class);
  private static final Duration LEAVE = Duration.ofSeconds(1);

  private final ClickCounts counts;
  private final Counter counted;
  private final Tracing tracing;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> next = new HashMap<>();

  /**
   * Joins.
   *
   * @throws KafkaException if no broker's name is known now
   */
  Membership(StatsProperties properties, ClickCounts counts, Counter counted, Tracing tracing) {
    this.counts = counts;
    this.counted = counted;
    this.tracing = tracing;
    var bytes = new ByteArrayDeserializer();
    this.consumer = new KafkaConsumer<>(settings(properties), bytes, bytes);
    consumer.subscribe(List.of(properties.topic()), this);
  }

  /**
   * Waits for clicks, and counts them.
   *
   * @return whether there were any
   * @throws KafkaException if this stay is over
   */
  boolean count(Duration wait) {
    try {
      var batch = consumer.poll(wait);
      for (TopicPartition partition : batch.partitions()) {
        count(partition, batch.records(partition));
      }
      return !batch.isEmpty();
    } catch (OffsetOutOfRangeException e) {
      skipWhatIsGone(e.partitions());
      return false;
    }
  }

  private void count(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> events) {
    var start = Instant.now();
    long from = offset(next, partition);
    long to = events.getLast().offset() + 1;
    var clicks =
        events.stream()
            .map(event -> Clicked.parse(event.value()))
            .flatMap(Optional::stream)
            .toList();
    if (!counts.add(partition.topic(), partition.partition(), from, to, clicks)) {
      throw new KafkaException(partition + " is counted by another from " + from + " on");
    }
    next.put(partition, to);
    counted.increment(clicks.size());
    events.forEach(event -> trace(event, start));
    if (clicks.size() < events.size()) {
      log.warn("{} events of {} are no clicks", events.size() - clicks.size(), partition);
    }
    // Only for those who watch the group's lag.
    consumer.commitAsync(Map.of(partition, new OffsetAndMetadata(to)), (where, failure) -> {});
  }

  private void trace(ConsumerRecord<?, ?> event, Instant start) {
    Header traceparent = event.headers().lastHeader(Tracing.TRACEPARENT);
    if (traceparent != null) {
      String value = new String(traceparent.value(), StandardCharsets.US_ASCII);
      tracing.consumed("count click", value, start);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      long offset = counts.next(partition.topic(), partition.partition());
      next.put(partition, offset);
      consumer.seek(partition, offset);
    }
    log.info("counts clicks of {} partitions", next.size());
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    next.keySet().removeAll(partitions);
  }

  /** Kafka has deleted what was next, by age; or has lost it, and what is there was counted. */
  private void skipWhatIsGone(Set<TopicPartition> partitions) {
    var first = consumer.beginningOffsets(partitions);
    var end = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long wanted = offset(next, partition);
      long there = Math.clamp(wanted, offset(first, partition), offset(end, partition));
      log.warn("{} has no event {}; goes on at {}", partition, wanted, there);
      consumer.seek(partition, there);
    }
  }

  private static long offset(Map<TopicPartition, Long> of, TopicPartition partition) {
    return Objects.requireNonNull(of.get(partition));
  }

  /** Ends a wait under way, from another thread. */
  void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(LEAVE));
  }

  /** Little memory, two fetches a second rather than one an event, quick to miss a dead member. */
  private static Map<String, Object> settings(StatsProperties properties) {
    return Map.ofEntries(
        Map.entry("bootstrap.servers", properties.bootstrapServers()),
        Map.entry("group.id", properties.group()),
        Map.entry("client.id", "stats"),
        Map.entry("enable.auto.commit", false),
        Map.entry("auto.offset.reset", "none"),
        Map.entry("allow.auto.create.topics", false),
        Map.entry(
            "partition.assignment.strategy",
            "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"),
        Map.entry("max.poll.records", properties.batch()),
        Map.entry("fetch.min.bytes", 64 << 10),
        Map.entry("fetch.max.wait.ms", 500),
        Map.entry("fetch.max.bytes", 1 << 20),
        Map.entry("max.partition.fetch.bytes", 256 << 10),
        Map.entry("session.timeout.ms", 6000),
        Map.entry("heartbeat.interval.ms", 2000),
        Map.entry("metadata.max.age.ms", 5000),
        Map.entry("request.timeout.ms", 5000),
        Map.entry("default.api.timeout.ms", 5000),
        Map.entry("reconnect.backoff.max.ms", 500L),
        Map.entry("metric.reporters", ""),
        Map.entry("enable.metrics.push", false));
  }
}
