package lab.platform.web;

import io.micrometer.core.instrument.MeterRegistry;
import lab.platform.tracing.Tracing;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Problems, request ids, spans and metrics for a service on Spring MVC and Tomcat. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({TomcatServletWebServerFactory.class, DispatcherServlet.class})
class WebAutoConfiguration {
  @Bean
  ProblemAdvice problemAdvice() {
    return new ProblemAdvice();
  }

  @Bean
  WebMvcConfigurer textOfQueries() {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new TextInterceptor());
      }
    };
  }

  @Bean
  RequestFilter requestFilter(MeterRegistry meters, Tracing tracing) {
    return new RequestFilter(meters, tracing);
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTomcat() {
    return factory ->
        factory.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new ProblemReportValve()));
  }

  /**
   * Header fields are limited by their bytes (server.max-http-request-header-size), not by their
   * number, as at the gateway. For each open request, including a stream's, Tomcat keeps a buffer
   * of that many bytes plus one read; so reads are small.
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> headerFields() {
    return factory ->
        factory.addConnectorCustomizers(connector -> {
          connector.setProperty("maxHeaderCount", "-1");
          connector.setProperty("socket.appReadBufSize", "2048");
        });
  }
}
