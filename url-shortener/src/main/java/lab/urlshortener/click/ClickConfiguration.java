package lab.urlshortener.click;

import lab.platform.kafka.TopicKeeper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the clicks' topic in existence. */
@Configuration(proxyBeanMethods = false)
class ClickConfiguration {
  @Bean
  TopicKeeper clicksTopic(ClickProperties properties) {
    return new TopicKeeper(properties.kafka(), properties.topic(), properties.partitions());
  }
}
