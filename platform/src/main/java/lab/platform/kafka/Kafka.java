package lab.platform.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How a service talks to Kafka: records acknowledged by all in-sync replicas, no duplicates,
 * time-outs that suit a broker failover of two to three seconds, little memory.
 *
 * @param bootstrapServers {@code host:port,…} of the brokers
 * @param password of the user {@code lab}; empty if the brokers require none
 */
public record Kafka(String bootstrapServers, String password) {
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"lab\"";

  /** The connection settings of every client, in services and in tests. */
  public Map<String, Object> connection() {
    return password.isEmpty()
        ? Map.of("bootstrap.servers", bootstrapServers)
        : Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            LOGIN + " password=\"" + password + "\";");
  }

  @Override
  public String toString() {
    return bootstrapServers; // without the password
  }

  /**
   * A producer, which connects in the background.
   *
   * @throws KafkaException if no broker's name can be resolved now
   */
  public Producer<String, byte[]> producer(String clientId) {
    return producer(clientId, Map.of());
  }

  /**
   * Like {@link #producer(String)}, with further settings.
   *
   * @param own override those of all producers
   */
  public Producer<String, byte[]> producer(String clientId, Map<String, Object> own) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.ofEntries(
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
    settings.putAll(connection());
    settings.putAll(own);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * A consumer that never commits by itself and never skips records silently: two fetches a second
   * rather than one per event, and its group notices a dead member quickly.
   *
   * @param own further settings, such as {@code group.id}; they override these
   * @throws KafkaException if no broker's name can be resolved now
   */
  public Consumer<byte[], byte[]> consumer(String clientId, Map<String, Object> own) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.ofEntries(
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
    settings.putAll(connection());
    settings.putAll(own);
    var bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(settings, bytes, bytes);
  }

  /**
   * The topics of this Kafka cluster.
   *
   * @throws KafkaException if no broker's name can be resolved now
   */
  public Topics topics() {
    var settings = new HashMap<>(connection());
    settings.put("request.timeout.ms", 2000);
    settings.put("default.api.timeout.ms", 5000);
    settings.put("reconnect.backoff.max.ms", 500L);
    settings.put("metric.reporters", "");
    settings.put("enable.metrics.push", false);
    return new Topics(Admin.create(settings));
  }

  /**
   * Makes sure that the topic exists with at least this many partitions, and that the leader of
   * each accepts records ({@link TopicKeeper} keeps it that way).
   *
   * @return false if the brokers do not answer
   */
  public boolean makeTopic(String name, int partitions) throws InterruptedException {
    try (var topics = topics()) {
      var _ = topics.make(name, partitions);
      return true;
    } catch (InterruptException e) {
      Thread.interrupted(); // the exception reports it instead
      throw new InterruptedException(e.getMessage());
    } catch (KafkaException e) {
      return false;
    }
  }
}
