package lab.urlshortener.stats;

import lab.platform.startup.StartupRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where clicks are counted from.
 *
 * @param bootstrapServers the Kafka brokers; taken from {@code spring.kafka.bootstrap-servers}
 * @param password of Kafka's user; taken from {@code lab.kafka.password}; empty if none is required
 * @param topic taken from {@code lab.clicks.topic}
 * @param group the consumer group, which divides the partitions among its members
 * @param batch how many clicks are counted at a time, at most
 * @param remember how many of each partition's last requests are remembered, at least
 */
@ConfigurationProperties("lab.stats")
record StatsProperties(
    String bootstrapServers,
    @DefaultValue("") String password,
    @DefaultValue("url-shortener.clicks") String topic,
    @DefaultValue("url-shortener-stats") String group,
    @DefaultValue("2000") int batch,
    @DefaultValue("10000") int remember) {
  StatsProperties {
    if (batch < 1 || remember < 0) {
      throw new StartupRefusedException(
          "lab.stats.batch is %d, lab.stats.remember %d.".formatted(batch, remember),
          "Set the first to 1 or more, the second to 0 or more.");
    }
  }
}
