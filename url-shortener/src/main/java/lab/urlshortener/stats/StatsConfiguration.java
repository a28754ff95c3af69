package lab.urlshortener.stats;

import lab.platform.kafka.GroupMember;
import lab.platform.kafka.Kafka;
import lab.platform.kafka.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Feeds the clicks to the counter. */
@Configuration(proxyBeanMethods = false)
class StatsConfiguration {
  @Bean
  GroupMember stats(StatsProperties properties, ClickCounter counter) {
    var clicks =
        new Subscription(
            new Kafka(properties.bootstrapServers(), properties.password()),
            properties.topic(),
            properties.group(),
            properties.batch());
    return new GroupMember("stats", clicks, counter);
  }
}
