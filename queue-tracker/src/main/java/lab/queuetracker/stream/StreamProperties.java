package lab.queuetracker.stream;

import java.time.Duration;
import lab.platform.kafka.Kafka;
import lab.platform.outbox.OutboxRelay;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The stream of changes.
 *
 * @param bootstrapServers {@code host:port,…} of the Kafka brokers
 * @param password of Kafka's user; taken from {@code lab.kafka.password}; empty if none is required
 * @param partitions the topic's minimum
 * @param batch the most changes sent at a time
 * @param pause how long a relay with changes to send waits while another instance relays
 * @param idle how often a relay polls without a signal: changes of an instance that died wait at
 *     most that long
 */
@ConfigurationProperties("lab.stream")
record StreamProperties(
    @DefaultValue("") String bootstrapServers,
    @DefaultValue("") String password,
    @DefaultValue("queue-tracker.changes") String topic,
    @DefaultValue("3") int partitions,
    @DefaultValue("500") int batch,
    @DefaultValue("10ms") Duration pause,
    @DefaultValue("250ms") Duration idle) {
  OutboxRelay.Settings relay() {
    return new OutboxRelay.Settings(topic, partitions, batch, pause, idle);
  }

  Kafka kafka() {
    return new Kafka(bootstrapServers, password);
  }
}
