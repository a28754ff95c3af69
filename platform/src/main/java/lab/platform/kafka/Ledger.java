package lab.platform.kafka;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicIdPartition;

/**
 * What a topic's events come to, kept in a store that also knows up to where in each partition they
 * are in it.
 *
 * <p><b>Each event once.</b> One statement moves the partition's offset and enters the events, so
 * both happen or neither. It moves the offset only from where the caller's batch begins: of two
 * that enter the same events (a batch redelivered after a crash; a consumer that was paused while
 * another took over its partition) the second finds the offset moved on and enters nothing. Kafka's
 * own committed offsets could not give this, as they are committed apart from what the events come
 * to (Kafka's documentation of KafkaConsumer, "Storing Offsets Outside Kafka").
 *
 * <p><b>A partition is known by its topic's id</b>, not by its name alone. A topic that was lost
 * and made again begins anew, and so does its ledger: an offset of the old one would tell nothing
 * of the new one's events, and leave out the first of them.
 */
public interface Ledger {
  /**
   * Events of one partition, in their order.
   *
   * @param from the offset of the first that is not entered yet
   * @param next the offset behind the last
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

  /** The first event of a partition that is not entered; 0 of a partition never seen. */
  long next(TopicIdPartition partition);

  /**
   * Enters a batch, whole.
   *
   * @return false if the partition does not stand at the batch's beginning: nothing was entered
   */
  boolean enter(Batch batch);
}
