package lab.queuetracker.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import lab.platform.kafka.TopicKeeper;
import lab.platform.outbox.Outbox;
import lab.platform.outbox.OutboxRelay;
import lab.platform.outbox.OutboxSignal;
import lab.platform.postgres.Postgres;
import lab.platform.startup.StartupRefusedException;
import lab.queuetracker.queue.ChangeListener;
import lab.queuetracker.queue.GapListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The stream, except in phase 1, where a single instance has nobody to send changes to. */
@Configuration(proxyBeanMethods = false)
@Profile("!phase-1")
class StreamConfiguration {
  @Bean
  OutboxRelay outboxRelay(
      StreamProperties properties, Postgres postgres, OutboxSignal signal, MeterRegistry meters) {
    if (properties.bootstrapServers().isBlank()) {
      throw new StartupRefusedException(
          "spring.kafka.bootstrap-servers is not set.",
          "Set it to the Kafka brokers, as in 127.0.0.1:9092.");
    }
    var outbox = new Outbox(postgres, ChangeRow.COLUMNS, ChangeRow::message);
    return new OutboxRelay(properties.kafka(), properties.relay(), outbox, signal, meters);
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
