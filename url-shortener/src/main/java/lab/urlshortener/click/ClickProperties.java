package lab.urlshortener.click;

import java.time.Duration;
import lab.platform.kafka.Kafka;
import lab.platform.startup.StartupRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where clicks are sent.
 *
 * @param bootstrapServers the Kafka brokers; taken from {@code spring.kafka.bootstrap-servers}
 * @param password of Kafka's user; taken from {@code lab.kafka.password}; empty if none is required
 * @param topic created whenever it does not exist
 * @param partitions the topic's minimum
 * @param queueSize how many clicks wait for Kafka before new ones are dropped
 * @param stopTimeout how long a stopping service tries to send the waiting clicks
 */
@ConfigurationProperties("lab.clicks")
record ClickProperties(
    String bootstrapServers,
    @DefaultValue("") String password,
    @DefaultValue("url-shortener.clicks") String topic,
    @DefaultValue("6") int partitions,
    @DefaultValue("10000") int queueSize,
    @DefaultValue("2s") Duration stopTimeout) {
  ClickProperties {
    if (bootstrapServers.isBlank()) {
      throw new StartupRefusedException(
          "spring.kafka.bootstrap-servers is not set.",
          "Set it to the Kafka brokers, as in 127.0.0.1:9092. They need not be up.");
    }
    if (queueSize < 1 || partitions < 1) {
      throw new StartupRefusedException(
          "lab.clicks.queue-size is %d, lab.clicks.partitions %d.".formatted(queueSize, partitions),
          "Set both to 1 or more.");
    }
  }

  Kafka kafka() {
    return new Kafka(bootstrapServers, password);
  }
}
