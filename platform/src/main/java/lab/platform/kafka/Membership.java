package lab.platform.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stay in the consumer group, from joining it to the first failure. Not thread-safe. */
final class Membership implements ConsumerRebalanceListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Membership.class);
  private static final Duration LEAVE = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final Topics topics;
  private final Topic topic;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> next = new HashMap<>();

  /**
   * Joins the group.
   *
   * @throws KafkaException if there is no such topic now, or no answer
   */
  Membership(String clientId, Subscription subscription, Ledger ledger) {
    var kafka = subscription.kafka();
    this.ledger = ledger;
    this.topics = kafka.topics();
    try {
      this.topic = topics.find(subscription.topic());
      this.consumer =
          kafka.consumer(
              clientId,
              Map.of("group.id", subscription.group(), "max.poll.records", subscription.batch()));
    } catch (KafkaException e) {
      topics.close();
      throw e;
    }
    consumer.subscribe(List.of(subscription.topic()), this);
  }

  /**
   * Waits for events and has them entered.
   *
   * <p>When a topic is deleted and created again under the same name, the consumer carries on as if
   * it were the old one and does not say which of the two its events come from. So the topic's id
   * is checked after the fetch: if it is unchanged, the events are the topic's, because ids are
   * never reused.
   *
   * @throws KafkaException if this membership is over
   */
  void enter(Duration wait) {
    try {
      var events = consumer.poll(wait);
      requireSameTopic();
      for (TopicPartition partition : events.partitions()) {
        enter(partition, events.records(partition));
      }
    } catch (OffsetOutOfRangeException e) {
      requireSameTopic();
      skipWhatIsGone(e.partitions());
    }
  }

  private void requireSameTopic() {
    var now = topics.find(topic.name());
    if (!now.equals(topic)) {
      throw new KafkaException(topic + " is " + now + " now");
    }
  }

  private void enter(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> events) {
    long from = offset(next, partition);
    long to = events.getLast().offset() + 1;
    if (!ledger.enter(new Ledger.Batch(inTopic(partition), from, to, events))) {
      throw new KafkaException(partition + " is another's from " + from + " on");
    }
    next.put(partition, to);
    // Only for tools that watch the group's lag.
    consumer.commitAsync(Map.of(partition, new OffsetAndMetadata(to)), (where, failure) -> {});
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      long offset = ledger.next(inTopic(partition));
      next.put(partition, offset);
      consumer.seek(partition, offset);
    }
    log.info("takes {}", next.keySet());
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    next.keySet().removeAll(partitions);
  }

  /**
   * Skips to what is there: Kafka has deleted what was next, by age, or has lost it after it was
   * entered.
   */
  private void skipWhatIsGone(Set<TopicPartition> partitions) {
    var first = consumer.beginningOffsets(partitions);
    var end = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long wanted = offset(next, partition);
      long there = Math.clamp(wanted, offset(first, partition), offset(end, partition));
      log.warn("{} has no event {}; continuing at {}", partition, wanted, there);
      consumer.seek(partition, there);
    }
  }

  private TopicIdPartition inTopic(TopicPartition partition) {
    return new TopicIdPartition(topic.id(), partition);
  }

  private static long offset(Map<TopicPartition, Long> of, TopicPartition partition) {
    return Objects.requireNonNull(of.get(partition));
  }

  /** Interrupts a wait, from another thread. */
  void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    topics.close();
    consumer.close(CloseOptions.timeout(LEAVE));
  }
}
