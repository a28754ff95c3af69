package lab.queuetracker.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import javax.sql.DataSource;
import lab.platform.kafka.TopicKeeper;
import lab.platform.startup.StartupRefusedException;
import lab.queuetracker.queue.ChangeListener;
import lab.queuetracker.queue.GapListener;
import lab.queuetracker.queue.OutboxSignal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The stream, but in phase 1: one instance has nobody to tell. */
@Configuration(proxyBeanMethods = false)
@Profile("!phase-1")
class StreamConfiguration {
  @Bean
  OutboxRelay outboxRelay(
      StreamProperties properties,
      DataSource connections,
      OutboxSignal signal,
      MeterRegistry meters) {
    if (properties.bootstrapServers().isBlank()) {
      throw new StartupRefusedException(
          "spring.kafka.bootstrap-servers is not set.",
          "Set it to the Kafka brokers, as in 127.0.0.1:9092.");
    }
    return new OutboxRelay(properties, new Outbox(connections), signal, meters);
  }

  @Bean
  TopicKeeper changesTopic(StreamProperties properties) {
    return new TopicKeeper(properties.kafka(), properties.topic(), properties.partitions());
  }

  @Bean
  ChangeReader changeReader(
      StreamProperties properties, List<ChangeListener> listeners, List<GapListener> gaps) {
    return new ChangeReader(properties, listeners, gaps);
  }
}
