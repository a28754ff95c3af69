package lab.urlshortener.stats;

import lab.platform.startup.StartupRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where clicks are counted from.
 *
 * @param bootstrapServers the Kafka brokers; taken from {@code spring.kafka.bootstrap-servers}
 * @param password of Kafka's user; taken from {@code lab.kafka.password}; empty: none is asked for
 * @param topic taken from {@code lab.clicks.topic}
 * @param group the consumer group, among whose members the partitions are divided
 * @param batch how many clicks are counted at a time, at most
 */
@ConfigurationProperties("lab.stats")
record StatsProperties(
    String bootstrapServers,
    @DefaultValue("") String password,
    @DefaultValue("url-shortener.clicks") String topic,
    @DefaultValue("url-shortener-stats") String group,
    @DefaultValue("2000") int batch) {
  StatsProperties {
    if (batch < 1) {
      throw new StartupRefusedException(
          "lab.stats.batch is %d.".formatted(batch), "Set it to 1 or more.");
    }
  }
}
