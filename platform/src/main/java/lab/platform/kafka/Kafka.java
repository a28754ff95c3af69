package lab.platform.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How a service talks to Kafka: acknowledged by all in-sync replicas, without duplicates, with
 * time-outs that suit a broker's fail-over of two to three seconds, in little memory.
 *
 * @param bootstrapServers {@code host:port,…} of the brokers
 */
public record Kafka(String bootstrapServers) {
  /**
   * A producer, which connects in the background.
   *
   * @throws KafkaException if no broker's name is known now
   */
  public Producer<String, byte[]> producer(String clientId) {
    return producer(clientId, Map.of());
  }

  /**
   * As {@link #producer(String)}, with further settings.
   *
   * @param own they come before those of all producers
   */
  public Producer<String, byte[]> producer(String clientId, Map<String, Object> own) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrapServers),
                Map.entry("client.id", clientId),
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", true),
                Map.entry("linger.ms", 20),
                Map.entry("buffer.memory", 4L << 20),
                Map.entry("max.block.ms", 1000L),
                Map.entry("request.timeout.ms", 2000),
                Map.entry("delivery.timeout.ms", 10_000),
                Map.entry("retry.backoff.ms", 50L),
                Map.entry("reconnect.backoff.ms", 50L),
                Map.entry("reconnect.backoff.max.ms", 200L),
                Map.entry("metric.reporters", ""),
                Map.entry("enable.metrics.push", false)));
    settings.putAll(own);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * A consumer that commits nothing by itself and skips nothing silently: two fetches a second
   * rather than one an event, and quick to miss a dead member of its group.
   *
   * @param own further settings, such as {@code group.id}; they come before these
   * @throws KafkaException if no broker's name is known now
   */
  public Consumer<byte[], byte[]> consumer(String clientId, Map<String, Object> own) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrapServers),
                Map.entry("client.id", clientId),
                Map.entry("enable.auto.commit", false),
                Map.entry("auto.offset.reset", "none"),
                Map.entry("allow.auto.create.topics", false),
                Map.entry(
                    "partition.assignment.strategy",
                    "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"),
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
                Map.entry("enable.metrics.push", false)));
    settings.putAll(own);
    var bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(settings, bytes, bytes);
  }

  /**
   * Whether the topic is there now, made or found, and every partition's leader takes records.
   *
   * <p>A broker learns of a new partition some milliseconds after the controller. Of two batches
   * under way at that moment the first can be refused and the second taken, and then the first is
   * out of order for good and lost, idempotence or not (KAFKA-15591). So nothing is to be sent
   * before.
   *
   * @return false if the brokers do not answer
   */
  public boolean makeTopic(String name, int partitions) throws InterruptedException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "request.timeout.ms",
            1500,
            "default.api.timeout.ms",
            2000,
            "metric.reporters",
            "",
            "enable.metrics.push",
            false);
    // Replication is the broker's to decide: it knows how many brokers there are.
    var topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
    Admin admin = Admin.create(settings);
    try {
      create(admin, topic);
      awaitLeaders(admin, name);
      return true;
    } catch (ExecutionException | KafkaException e) {
      return false;
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static void create(Admin admin, NewTopic topic)
      throws ExecutionException, InterruptedException {
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static void awaitLeaders(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    var topics = admin.describeTopics(List.of(name)).allTopicNames().get();
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    topics.forEach((topic, description) ->
        description
            .partitions()
            .forEach(partition ->
                ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
    admin.listOffsets(ends).all().get();
  }
}
