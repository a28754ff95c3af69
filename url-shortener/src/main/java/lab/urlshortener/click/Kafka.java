package lab.urlshortener.click;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
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

  /** Whether the topic is there now, made or found. */
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
      admin.createTopics(List.of(topic)).all().get();
      return true;
    } catch (ExecutionException e) {
      return e.getCause() instanceof TopicExistsException;
    } catch (KafkaException e) {
      return false;
    } finally {
      admin.close(Duration.ZERO);
    }
  }
}
