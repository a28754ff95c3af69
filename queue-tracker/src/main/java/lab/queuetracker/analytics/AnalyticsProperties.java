package lab.queuetracker.analytics;

import lab.platform.startup.StartupRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where changes are counted from.
 *
 * @param bootstrapServers the Kafka brokers; taken from {@code lab.stream.bootstrap-servers}
 * @param password of Kafka's user; taken from {@code lab.kafka.password}; empty if none is required
 * @param topic taken from {@code lab.stream.topic}
 * @param group the consumer group, which divides the partitions among its members
 * @param batch how many changes are counted at a time, at most
 */
@ConfigurationProperties("lab.analytics")
record AnalyticsProperties(
    @DefaultValue("") String bootstrapServers,
    @DefaultValue("") String password,
    @DefaultValue("queue-tracker.changes") String topic,
    @DefaultValue("queue-tracker-analytics") String group,
    @DefaultValue("500") int batch) {
  AnalyticsProperties {
    if (batch < 1) {
      throw new StartupRefusedException(
          "lab.analytics.batch is %d.".formatted(batch), "Set it to 1 or more.");
    }
  }
}
