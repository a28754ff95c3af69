package lab.platform.health;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

/** {@code GET /health}, and the drain, for a service on Spring MVC. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@EnableConfigurationProperties(DrainProperties.class)
class HealthAutoConfiguration {
  @Bean
  Drain drain(DrainProperties properties, ObjectProvider<OnDrain> listeners) {
    return new Drain(properties, listeners.orderedStream().toList());
  }

  @Bean
  HealthController healthController(Drain drain) {
    return new HealthController(drain);
  }
}
