package lab.urlshortener.click;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How this service talks to Kafka: acknowledged by all in-sync replicas, without duplicates, with
 * time-outs that suit a broker's fail-over of two to three seconds, in little memory.
 */
record Kafka(ClickProperties properties) {

  Producer<String, byte[]> producer() {
    Map<String, Object> settings =
        Map.ofEntries(
            Map.entry("bootstrap.servers", properties.bootstrapServers()),
            Map.entry("client.id", "clicks"),
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
            Map.entry("enable.metrics.push", false));
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Whether the topic is there now, made or found, and every partition's leader takes records.
   *
   * <p>A broker learns of a new partition some milliseconds after the controller. Of two batches
   * under way at that moment the first can be refused and the second taken, and then the first is
   * out of order for good and lost, idempotence or not (KAFKA-15591). So nothing is sent before.
   */
  boolean makeTopic() throws InterruptedException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            properties.bootstrapServers(),
            "request.timeout.ms",
            1500,
            "default.api.timeout.ms",
            2000,
            "metric.reporters",
            "",
            "enable.metrics.push",
            false);
    // Replication is the broker's to decide: it knows how many brokers there are.
    var topic =
        new NewTopic(properties.topic(), Optional.of(properties.partitions()), Optional.empty());
    Admin admin = Admin.create(settings);
    try {
      create(admin, topic);
      awaitLeaders(admin);
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

  private void awaitLeaders(Admin admin) throws ExecutionException, InterruptedException {
    var topics = admin.describeTopics(List.of(properties.topic())).allTopicNames().get();
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    topics.forEach((name, topic) ->
        topic
            .partitions()
            .forEach(partition ->
                ends.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
    admin.listOffsets(ends).all().get();
  }
}
