package lab.queuetracker.analytics;

import io.micrometer.core.instrument.MeterRegistry;
import lab.platform.kafka.GroupMember;
import lab.platform.kafka.Kafka;
import lab.platform.kafka.Subscription;
import lab.platform.postgres.Postgres;
import lab.queuetracker.place.Catalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The analytics, except in phase 1, which has no Kafka to read changes from. */
@Configuration(proxyBeanMethods = false)
@Profile("!phase-1")
class AnalyticsConfiguration {
  @Bean
  Analytics analytics(Postgres postgres) {
    return new Analytics(postgres);
  }

  @Bean
  GroupMember analyticsMember(
      AnalyticsProperties properties, Analytics analytics, Catalogue places, MeterRegistry meters) {
    var changes =
        new Subscription(
            new Kafka(properties.bootstrapServers(), properties.password()),
            properties.topic(),
            properties.group(),
            properties.batch());
    return new GroupMember("analytics", changes, new ChangeCounter(analytics, places, meters));
  }
}
