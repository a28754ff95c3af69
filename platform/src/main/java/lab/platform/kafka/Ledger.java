package lab.platform.kafka;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicIdPartition;

/**
 * The result of processing a topic's events, in a store that also keeps the consumer offsets: up to
 * which event of each partition it includes them.
 *
 * <p><b>Each event once.</b> One statement advances the partition's offset and enters the events,
 * so either both happen or neither. It advances the offset only from where the caller's batch
 * begins: if the same events are entered twice (a batch redelivered after a crash; a consumer that
 * was paused while another took over its partition), the second attempt finds that the offset has
 * moved on and enters nothing. Kafka's own committed offsets could not guarantee this, because they
 * are committed separately from the result (Kafka's documentation of KafkaConsumer, "Storing
 * Offsets Outside Kafka").
 *
 * <p><b>A partition is identified by its topic's id</b>, not only by its name. A topic that was
 * lost and created again starts at offset 0, and so does its ledger: the old topic's offset means
 * nothing for the new one and would skip its first events.
 */
public interface Ledger {
  /**
   * Consecutive events of one partition.
   *
   * @param from the offset of the first event that is not entered yet
   * @param next the offset after the last
   */
  record Batch(
      TopicIdPartition partition,
      long from,
      long next,
      List<ConsumerRecord<byte[], byte[]>> events) {
    /** Copies the list. */
    public Batch {
      events = List.copyOf(events);
    }
  }

  /**
   * The offset of the partition's first event that is not entered; 0 for a partition never seen.
   */
  long next(TopicIdPartition partition);

  /**
   * Enters a whole batch or nothing.
   *
   * @return false if the partition's offset is not the batch's first: nothing was entered
   */
  boolean enter(Batch batch);
}
