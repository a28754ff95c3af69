package lab.platform.health;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** An orderly shutdown for anything that serves HTTP. */
@AutoConfiguration
@ConditionalOnWebApplication
@EnableConfigurationProperties(DrainProperties.class)
class DrainAutoConfiguration {
  @Bean
  Drain drain(DrainProperties properties, ObjectProvider<OnDrain> listeners) {
    return new Drain(properties, listeners.orderedStream().toList());
  }
}
