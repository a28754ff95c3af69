package lab.platform.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks topics up in Kafka and creates them. Thread-safe. */
public final class Topics implements AutoCloseable {
  private final Admin admin;

  Topics(Admin admin) {
    this.admin = admin;
  }

  /**
   * The topic as it is now.
   *
   * @throws UnknownTopicOrPartitionException if there is none of this name
   * @throws KafkaException if the brokers do not answer
   */
  public Topic find(String name) {
    var topics = get(admin.describeTopics(List.of(name)).allTopicNames());
    var topic = Objects.requireNonNull(topics.get(name));
    return new Topic(name, topic.topicId(), topic.partitions().size());
  }

  /**
   * The topic, found or created, once it has at least this many partitions and the leader of each
   * accepts records.
   *
   * <p>A broker learns of a new partition some milliseconds after the controller does. Of two
   * batches in flight at that moment the first can be refused and the second accepted; the first is
   * then out of order for good and lost, idempotence or not (KAFKA-15591). So nothing must be sent
   * earlier.
   *
   * @throws KafkaException if the brokers do not answer
   */
  Topic make(String name, int partitions) {
    Topic topic = findOrCreate(name, partitions);
    if (topic.partitions() < partitions) {
      get(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all());
      topic = new Topic(name, topic.id(), partitions);
    }
    awaitLeaders(topic);
    return topic;
  }

  private Topic findOrCreate(String name, int partitions) {
    try {
      return find(name);
    } catch (UnknownTopicOrPartitionException e) {
      create(name, partitions);
      return find(name);
    }
  }

  private void create(String name, int partitions) {
    try {
      // The replication factor is the brokers' choice: they know how many they are.
      var topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
      get(admin.createTopics(List.of(topic)).all());
    } catch (TopicExistsException e) {
      // Another instance was faster.
    }
  }

  private void awaitLeaders(Topic topic) {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    for (int partition = 0; partition < topic.partitions(); partition++) {
      ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
    }
    get(admin.listOffsets(ends).all());
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
